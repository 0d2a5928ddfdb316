namespace Cluster.Imaging;

/// <summary>What a picture may be at most, checked from its header before memory is taken.</summary>
public sealed record ImagingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Imaging";

    /// <summary>Most pixels (width times height) of a stored image. Default: 100 million.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Most bytes of an encoded image. Default: 64 MiB.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>Shortest side allowed, in pixels. Default: 1.</summary>
    public int MinSide { get; init; } = 1;

    /// <summary>Longest side over shortest side allowed. Default: 250.</summary>
    public int MaxAspect { get; init; } = 250;

    /// <summary>Most frames or pages of a stored image, of which the first alone is decoded. Default: 10,000.</summary>
    public int MaxFrames { get; init; } = 10_000;

    /// <summary>How long decoding one image may take. Default: 30 seconds.</summary>
    public TimeSpan MaxDecodeTime { get; init; } = TimeSpan.FromSeconds(30);
}
