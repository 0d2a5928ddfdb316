using Cluster.Imaging.Decoding;

namespace Cluster.Imaging.Isolation;

/// <summary>How much memory decoding a picture takes, by its header. What is decoded row by row weighs nothing.</summary>
internal static class DecodeWeight
{
    /// <summary>Bytes, by estimate.</summary>
    public static long Of(ReadOnlySpan<byte> encoded, int width, int height) => (long)width * height * ImageSniffer.Format(encoded) switch
    {
        // All coefficients, two bytes each, of up to three components.
        ImageFormat.Jpeg => JpegScans.IsMultiple(encoded) ? 6 : 0,

        // The whole picture, of up to four samples of two bytes.
        ImageFormat.Png => encoded.Length > 28 && encoded[28] != 0 ? 8 : 0,
        ImageFormat.WebP => 8,
        _ => 5,
    };
}
