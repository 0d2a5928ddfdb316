namespace Cluster.Imaging.Resampling;

/// <summary>An 8-bit RGB picture in memory, row by row.</summary>
internal readonly ref struct PixelView(ReadOnlySpan<byte> pixels, int width, int height)
{
    private readonly ReadOnlySpan<byte> _pixels = pixels;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public ReadOnlySpan<byte> Row(int y) => _pixels.Slice(y * Width * 3, Width * 3);
}
