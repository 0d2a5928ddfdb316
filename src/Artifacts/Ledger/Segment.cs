using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;

namespace Cluster.Artifacts.Ledger;

/// <summary>How the images between two checkpoints of a partition ended.</summary>
/// <param name="From">Images of the partition before it: the committed watermark when it began.</param>
/// <param name="To">Images of the partition up to its end.</param>
/// <param name="Token">The holder who wrote it.</param>
/// <param name="Counts">Outcomes of its own images; the total is <paramref name="To"/> - <paramref name="From"/>.</param>
public sealed record Segment(long From, long To, FencingToken Token, OutcomeCounts Counts)
{
    /// <summary>Images set aside, in listing order.</summary>
    public IReadOnlyList<QuarantineRow> Rows { get; init; } = [];

    /// <summary>Images embedded or unchanged, in any order.</summary>
    public IReadOnlyList<KeptImage> Kept { get; init; } = [];

    /// <summary>Embedded points for the lake; empty where there is none.</summary>
    public IReadOnlyList<EmbeddedPoint> Points { get; init; } = [];
}
