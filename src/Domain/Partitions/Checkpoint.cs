using Cluster.Domain.Outcomes;

namespace Cluster.Domain.Partitions;

/// <summary>Durable progress of a partition: every image before it is accounted for, none behind it.</summary>
/// <param name="Sequence">Images accounted for, counted from the start of the partition.</param>
/// <param name="Position">Position of the last of them in the listing; null before the first.</param>
/// <param name="Counts">Their outcomes; the total equals <paramref name="Sequence"/>.</param>
[GenerateSerializer, Immutable, Alias("cluster.checkpoint")]
public sealed record Checkpoint([property: Id(0)] long Sequence, [property: Id(1)] string? Position, [property: Id(2)] OutcomeCounts Counts)
{
    /// <summary>Nothing done yet.</summary>
    public static Checkpoint Start { get; } = new(0, null, default);
}
