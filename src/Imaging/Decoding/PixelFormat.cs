namespace Cluster.Imaging.Decoding;

/// <summary>Kind and number of the interleaved samples of a pixel.</summary>
internal readonly record struct PixelFormat(PixelKind Kind, int Bands)
{
    public int BytesPerPixel => Kind == PixelKind.Wide ? Bands * sizeof(ushort) : Bands;
}
