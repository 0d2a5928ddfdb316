using Cluster.Domain.Partitions;

namespace Cluster.Grains.Partitions;

/// <summary>What is remembered of a partition.</summary>
[GenerateSerializer, Alias("cluster.partition-record")]
public sealed record PartitionRecord
{
    /// <summary>The last lease granted.</summary>
    [Id(0)]
    public Lease Lease { get; init; } = Lease.None;

    /// <summary>How far it is.</summary>
    [Id(1)]
    public Checkpoint Checkpoint { get; init; } = Checkpoint.Start;

    /// <summary>Whether every image is accounted for.</summary>
    [Id(2)]
    public bool Completed { get; init; }

    /// <summary>How often a part of it was given to another partition.</summary>
    [Id(3)]
    public int Cut { get; init; }
}
