namespace Cluster.VectorIndex.Embedded;

/// <summary>Where and how the embedded index keeps its points.</summary>
public sealed record EmbeddedVectorIndexOptions
{
    /// <summary>The configuration section that these are read from.</summary>
    public const string Section = "VectorIndex:Embedded";

    /// <summary>The SQLite file; made with its folder when it is not there. Default: <c>data/vectors.db</c>.</summary>
    public string Path { get; set; } = "data/vectors.db";

    /// <summary>
    /// What a completed write survives: <see cref="WriteDurability.PowerLoss"/> waits for the disk, <see cref="WriteDurability.Crash"/> survives
    /// a crash of the process but may lose the last writes when the machine loses power. Default: PowerLoss.
    /// </summary>
    public WriteDurability Durability { get; set; } = WriteDurability.PowerLoss;

    /// <summary>Page cache of the writing connection in KiB, 1,024 to 8,388,608. Default: 4,096.</summary>
    public int WriteCacheKiB { get; set; } = 4_096;

    /// <summary>Page cache of each reading connection in KiB, 256 to 8,388,608. Default: 1,024.</summary>
    public int ReadCacheKiB { get; set; } = 1_024;

    /// <summary>Write-ahead log in MiB before it is folded into the file, 1 to 4,096. Default: 128.</summary>
    public int LogMiB { get; set; } = 128;

    /// <summary>Threads of one scan, 1 to 1,024. Default: one for each core.</summary>
    public int ScanThreads { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether a scan looks at vectors rounded to 8 bits first and scores only the best of those exactly. About a quarter more memory; a few
    /// answers in a thousand may be missed. Default: false, every scan exact.
    /// </summary>
    public bool Quantised { get; set; }

    /// <summary>With <see cref="Quantised"/>: candidates scored exactly for each answer wanted, 1 to 1,000. Default: 8.</summary>
    public int Oversampling { get; set; } = 8;

    /// <summary>Different payload fields of a collection that filters and facets may speak of, 1 to 10,000; each costs 4 bytes a point. Default: 64.</summary>
    public int MaxFilterFields { get; set; } = 64;
}
