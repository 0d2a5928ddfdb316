namespace Cluster.Grains.Reembedding.Gates;

/// <summary>What a report shows beside the numbers.</summary>
public sealed class GateEvidence
{
    /// <summary>Points of the old generation.</summary>
    public long OldPoints { get; set; }

    /// <summary>Points of the new one.</summary>
    public long NewPoints { get; set; }

    /// <summary>Keys that stand for what coverage found, with the reason.</summary>
    public List<string> CoverageExamples { get; } = [];

    /// <summary>Cosine of the stored vector to one made afresh, one a sampled picture.</summary>
    public List<double> Freshness { get; } = [];

    /// <summary>Share of shared neighbours, one a sampled point.</summary>
    public List<double> Overlaps { get; } = [];

    /// <summary>Query times of the old generation, milliseconds.</summary>
    public List<double> OldTimes { get; } = [];

    /// <summary>Query times of the new one.</summary>
    public List<double> NewTimes { get; } = [];

    /// <summary>Live queries that were asked of both.</summary>
    public int ShadowedQueries { get; set; }

    /// <summary>Numbers of labelled data, by what they are, old and new.</summary>
    public List<(string What, double Old, double New)> Labelled { get; } = [];
}
