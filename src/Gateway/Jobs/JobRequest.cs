namespace Cluster.Gateway.Jobs;

/// <summary>A job to be submitted.</summary>
public sealed record JobRequest
{
    /// <summary>The images.</summary>
    public required CorpusRequest Corpus { get; init; }

    /// <summary>The collection that is to hold the embeddings; made when it is not there.</summary>
    public required string Collection { get; init; }

    /// <summary>The encoder: its name, <c>name@version</c>, or a model folder where the host allows paths.</summary>
    public required string Encoder { get; init; }

    /// <summary>Images between two checkpoints of a partition, 1 to 100,000. Default: 2,048.</summary>
    public int? CheckpointInterval { get; init; }

    /// <summary>Partitions worked on at the same time, 1 to 4,096. Default: as many as the job's share of the cluster; 1 when a rate is given.</summary>
    public int? MaxPartitionsInFlight { get; init; }

    /// <summary>The job's claim against other jobs, 0.01 to 100: twice the weight gets twice the partitions at work. Default: 1.</summary>
    public double? Weight { get; init; }

    /// <summary>Images read a second at most, 0.01 to 1,000,000, divided evenly among <see cref="MaxPartitionsInFlight"/>. Default: no limit.</summary>
    public double? MaxImagesPerSecond { get; init; }

    /// <summary>Largest share of the corpus's points that may be deleted without a person's word when the pass is complete, 0 to 1. Default: 0.1.</summary>
    public double? MaxDeletedShare { get; init; }

    /// <summary>Whether the embeddings also go into the lake. Default: where artifacts lie in a blob container.</summary>
    public bool? Lake { get; init; }

    /// <summary>An id of the caller's choice: submitting the same job under it again answers with the job as it stands. Made up when left out.</summary>
    public string? Id { get; init; }
}
