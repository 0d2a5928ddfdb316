using Cluster.Domain.Corpora;

namespace Cluster.Grains.Jobs;

/// <summary>Partitions in the order of the listing.</summary>
/// <param name="Partitions">The next ones; none only at the end.</param>
/// <param name="IsEnd">Whether none follow them.</param>
public sealed record ListedPartitions(IReadOnlyList<CorpusPartition> Partitions, bool IsEnd);
