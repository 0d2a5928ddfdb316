namespace Cluster.Imaging.Decoding;

/// <summary>Formats told apart by their first bytes.</summary>
internal enum ImageFormat
{
    /// <summary>None known: not an image.</summary>
    Unknown,

    Jpeg,
    Png,
    Gif,
    WebP,
    Tiff,
    Bmp,

    /// <summary>An image format known by its first bytes that no decoder here reads (HEIF, AVIF, PSD, ICO, JPEG 2000, JPEG XL, PNM, OpenEXR, QOI, SGI).</summary>
    Unread,
}
