using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;

namespace Cluster.Contracts.Partitions;

/// <summary>What a partition is to do.</summary>
/// <param name="Corpus">Where the images are.</param>
/// <param name="Partition">Which of them.</param>
/// <param name="Target">Where their embeddings go, and the encoder that makes them.</param>
/// <param name="CheckpointInterval">Images between two checkpoints.</param>
/// <param name="TraceParent">The trace that the job was submitted in (W3C <c>traceparent</c>); null when there is none.</param>
[GenerateSerializer, Immutable, Alias("cluster.partition-assignment")]
public sealed record PartitionAssignment(
    [property: Id(0)] CorpusSpec Corpus,
    [property: Id(1)] CorpusPartition Partition,
    [property: Id(2)] LiveCollection Target,
    [property: Id(3)] int CheckpointInterval,
    [property: Id(4)] string? TraceParent = null);
