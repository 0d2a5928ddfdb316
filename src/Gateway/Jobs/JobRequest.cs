using System.ComponentModel;

namespace Cluster.Gateway.Jobs;

/// <summary>A job to be submitted.</summary>
public sealed record JobRequest
{
    /// <summary>Where the images are.</summary>
    public required CorpusRequest Corpus { get; init; }

    /// <summary>The collection that is to hold the embeddings.</summary>
    [Description("1 to 100 letters, digits, '.', '-' or '_'; made when it is not there")]
    public required string Collection { get; init; }

    /// <summary>The encoder.</summary>
    [Description("Name of a model folder, name@version, or a path where the host allows it")]
    public required string Encoder { get; init; }

    /// <summary>An id of the caller's; submitting again under it answers with the job that is there.</summary>
    public string? Id { get; init; }

    /// <summary>Images between two checkpoints of a partition.</summary>
    public int? CheckpointInterval { get; init; }

    /// <summary>Partitions worked on at the same time.</summary>
    public int? MaxPartitionsInFlight { get; init; }
}
