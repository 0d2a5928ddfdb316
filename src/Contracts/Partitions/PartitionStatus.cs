using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Partitions;

/// <summary>How far a partition is.</summary>
/// <param name="Id">The partition.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Counts">Outcomes below its checkpoint.</param>
/// <param name="Failure">Why the last run ended; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("cluster.partition-status")]
public sealed record PartitionStatus(
    [property: Id(0)] PartitionId Id, [property: Id(1)] PartitionPhase Phase, [property: Id(2)] OutcomeCounts Counts, [property: Id(3)] Failure? Failure = null)
{
    /// <summary>The address of the silo that works on it; empty when nothing does.</summary>
    [Id(4)]
    public string Silo { get; init; } = "";

    /// <summary>Position of the last image below its checkpoint; null before the first.</summary>
    [Id(5)]
    public string? Position { get; init; }

    /// <summary>The number of cuts that it knows of.</summary>
    [Id(6)]
    public int Cut { get; init; }

    /// <summary>Whether somebody holds its lease and has not given it back; when nothing works on it all the same, its silo has died.</summary>
    [Id(7)]
    public bool IsLeased { get; init; }
}
