namespace Cluster.Imaging.Decoding;

/// <summary>What the samples of a stored picture are. It decides how Pillow resizes them when no conversion to RGB comes first.</summary>
internal enum PixelKind
{
    /// <summary>Grey (one band) or RGB (three): resized as they are.</summary>
    Plain,

    /// <summary>Palette or bits (modes P and 1), already looked up: resized by the nearest sample.</summary>
    Indexed,

    /// <summary>Grey or RGB with alpha as the last band: premultiplied for the resize.</summary>
    Alpha,

    /// <summary>CMYK, 255 for full ink: resized as it is.</summary>
    Cmyk,

    /// <summary>Grey of 16 bits, two bytes a sample in the machine's order (mode I): resized in floating point, then clipped at 255.</summary>
    Wide,
}
