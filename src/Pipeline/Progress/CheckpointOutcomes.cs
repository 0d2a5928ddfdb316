using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;

namespace Cluster.Pipeline.Progress;

/// <summary>How the images between two checkpoints ended, each in exactly one of the lists.</summary>
/// <param name="From">The last checkpoint that is durable.</param>
/// <param name="To">The one that is to become durable.</param>
/// <param name="Kept">Images embedded or unchanged, in listing order.</param>
/// <param name="Quarantined">Images set aside, in listing order.</param>
/// <param name="Embedded">Those of <paramref name="Kept"/> that this job embedded, where the run keeps embeddings; else empty.</param>
public sealed record CheckpointOutcomes(
    Checkpoint From,
    Checkpoint To,
    IReadOnlyList<KeptImage> Kept,
    IReadOnlyList<QuarantineRow> Quarantined,
    IReadOnlyList<EmbeddedPoint> Embedded);
