using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;

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
    [property: Id(4)] string? TraceParent = null)
{
    /// <summary>The job that accounted for the corpus before: what it set aside for good is not tried again. Null for none.</summary>
    [Id(5)]
    public JobId? Before { get; init; }

    /// <summary>Set when only images are tried again that another job had set aside.</summary>
    [Id(6)]
    public JobRetry? Retry { get; init; }

    /// <summary>Whether the embeddings also go into the lake.</summary>
    [Id(7)]
    public bool Lake { get; init; }

    /// <summary>Images a second at most; null for no limit.</summary>
    [Id(20)]
    public double? MaxImagesPerSecond { get; init; }
}
