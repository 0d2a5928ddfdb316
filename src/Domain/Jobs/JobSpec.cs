using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;

namespace Cluster.Domain.Jobs;

/// <summary>A job as it was asked for.</summary>
/// <param name="Corpus">The images.</param>
/// <param name="Collection">The collection (its alias) that is to hold the embeddings; made when it is not there.</param>
/// <param name="Encoder">The encoder: its name, <c>name@version</c>, or a model folder where the host allows paths.</param>
[GenerateSerializer, Immutable, Alias("cluster.job-spec")]
public sealed record JobSpec([property: Id(0)] CorpusSpec Corpus, [property: Id(1)] CollectionName Collection, [property: Id(2)] string Encoder)
{
    /// <summary>Images between two checkpoints of a partition, 1 to 100,000. Each is two messages and two writes; a checkpoint is also made every few seconds. Default: 2,048.</summary>
    [Id(3)]
    public int CheckpointInterval { get; init; } = 2_048;

    /// <summary>Partitions worked on at the same time, 1 to 4,096; 0 for as many as the job's share of the cluster. Default: 0.</summary>
    [Id(4)]
    public int MaxPartitionsInFlight { get; init; }

    /// <summary>The generation of the collection that is to be built, for the jobs of a re-embedding; null for whichever is live.</summary>
    [Id(5)]
    public int? Generation { get; init; }

    /// <summary>
    /// Largest share of the corpus's points that may be deleted without a person's word when the pass is complete, 0 to 1. Default: 0.1.
    /// </summary>
    [Id(6)]
    public double MaxDeletedShare { get; init; } = 0.1;

    /// <summary>Whether the embeddings also go into the lake. Null: as the host's artifact store suggests (on for a blob container).</summary>
    [Id(7)]
    public bool? Lake { get; init; }

    /// <summary>Set for a job that only tries again what another job set aside: which one, and for which reason.</summary>
    [Id(8)]
    public JobRetry? Retry { get; init; }

    /// <summary>The job's claim on the cluster against other jobs, 0.01 to 100: twice the weight gets twice the partitions at work. Default: 1.</summary>
    [Id(20)]
    public double Weight { get; init; } = 1;

    /// <summary>
    /// Images a second at most, over all partitions, 0.01 to 1,000,000; null for no limit. It needs <see cref="MaxPartitionsInFlight"/>, among which it
    /// is divided evenly; with fewer at work the job is slower, never faster. Default: null.
    /// </summary>
    [Id(21)]
    public double? MaxImagesPerSecond { get; init; }
}
