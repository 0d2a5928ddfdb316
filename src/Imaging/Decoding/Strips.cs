namespace Cluster.Imaging.Decoding;

/// <summary>How many rows are decoded at once: few enough to stay in the cache, a multiple of libvips' eight.</summary>
internal static class Strips
{
    private const int MostRows = 16;
    private const int MostBytes = 1 << 20;

    public static int Rows(PixelSource source) => Math.Clamp(MostBytes / (source.Width * source.Format.BytesPerPixel), 1, MostRows);
}
