namespace Cluster.Imaging.Decoding;

/// <summary>Tells a format by its first bytes, never by its name.</summary>
internal static class ImageSniffer
{
    public static ImageFormat Format(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => ImageFormat.Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => ImageFormat.Tiff,
        [(byte)'B', (byte)'M', ..] => ImageFormat.Bmp,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] or [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..]
            or [0, 0, 1, 0, ..] or [0, 0, 0, 12, (byte)'j' or (byte)'J', ..] or [0xFF, 0x0A, ..] or [0xFF, 0x4F, 0xFF, 0x51, ..]
            or [(byte)'P', >= (byte)'1' and <= (byte)'7', (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r', ..]
            or [0x76, 0x2F, 0x31, 0x01, ..] or [(byte)'q', (byte)'o', (byte)'i', (byte)'f', ..] or [0x01, 0xDA, 0 or 1, 1 or 2, ..] => ImageFormat.Unread,
        _ => ImageFormat.Unknown,
    };
}
