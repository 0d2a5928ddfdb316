using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Partitions;

/// <summary>How a run of a partition ended.</summary>
/// <param name="Complete">Whether every image of the partition is accounted for and committed.</param>
/// <param name="Failure">What stopped it before; null when it is complete or was stopped on demand.</param>
[GenerateSerializer, Immutable, Alias("cluster.partition-run-end")]
public sealed record PartitionRunEnd([property: Id(0)] bool Complete, [property: Id(1)] Failure? Failure);
