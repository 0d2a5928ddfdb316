namespace Cluster.Imaging;

/// <summary>What a picture may be. Each limit is checked from the header, before memory is taken.</summary>
public sealed record ImagingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Imaging";

    /// <summary>Largest stored image in bytes. Default: 64 MiB.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>Most pixels, width x height. Default: 100 million.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Shortest side in pixels. Default: 1.</summary>
    public int MinSide { get; init; } = 1;

    /// <summary>Longest side over shortest. Default: 250.</summary>
    public int MaxAspect { get; init; } = 250;
}
