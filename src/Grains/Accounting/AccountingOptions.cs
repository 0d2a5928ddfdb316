namespace Cluster.Grains.Accounting;

/// <summary>How images are accounted for across jobs.</summary>
public sealed record AccountingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Accounting";

    /// <summary>
    /// Images that the pass before set aside and that a pass remembers, so that the same bad version is not read again: 0 to 10,000,000, some 500 bytes
    /// each. What is beyond is tried again, which is slower and not wrong. Default: 100,000.
    /// </summary>
    public int MaxRemembered { get; init; } = 100_000;

    /// <summary>Whether embeddings go into the lake unless the job says otherwise. Null, the default: only where artifacts lie in a blob container.</summary>
    public bool? Lake { get; init; }

    /// <summary>Whether each Parquet file of the lake has a NumPy file beside it, for clip-retrieval. Default: true.</summary>
    public bool LakeNumpy { get; init; } = true;

    /// <summary>Points looked at in one page when a collection is walked, 1 to 10,000. Default: 10,000.</summary>
    public int PageSize { get; init; } = 10_000;

    /// <summary>Images looked up at the same time in the corpus before their points are deleted, 1 to 256. Default: 16.</summary>
    public int Lookups { get; init; } = 16;
}
