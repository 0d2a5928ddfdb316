namespace Cluster.Client.Jobs;

/// <summary>A job to be submitted.</summary>
public sealed record JobSubmission
{
    /// <summary>The images.</summary>
    public required CorpusSubmission Corpus { get; init; }

    /// <summary>The collection that is to hold the embeddings; made when it is not there.</summary>
    public required string Collection { get; init; }

    /// <summary>The encoder: its name, <c>name@version</c>, or a model folder where the host allows paths.</summary>
    public required string Encoder { get; init; }

    /// <summary>Images between two checkpoints of a partition, 1 to 100,000.</summary>
    public int? CheckpointInterval { get; init; }

    /// <summary>Partitions worked on at the same time, 1 to 4,096.</summary>
    public int? MaxPartitionsInFlight { get; init; }

    /// <summary>The job's claim against other jobs, 0.01 to 100: twice the weight gets twice the partitions at work. Default: 1.</summary>
    public double? Weight { get; init; }

    /// <summary>Images read a second at most, 0.01 to 1,000,000, divided evenly among the partitions in flight. Default: no limit.</summary>
    public double? MaxImagesPerSecond { get; init; }

    /// <summary>Largest share of the corpus's points that may be deleted unasked when the pass is complete, 0 to 1. Default: 0.1.</summary>
    public double? MaxDeletedShare { get; init; }

    /// <summary>Whether the embeddings also go into the lake. Default: where artifacts lie in a blob container.</summary>
    public bool? Lake { get; init; }

    /// <summary>An id of your choice: submitting the same job under it again answers with the job as it stands.</summary>
    public string? Id { get; init; }
}
