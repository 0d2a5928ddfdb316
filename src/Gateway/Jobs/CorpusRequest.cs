namespace Cluster.Gateway.Jobs;

/// <summary>Where the images of a job are.</summary>
public sealed record CorpusRequest
{
    /// <summary>The name of the corpus, part of every point id. Default: the last part of the location with a short hash of all of it.</summary>
    public string? Name { get; init; }

    /// <summary>Which source reads it: <c>folder</c> (the default), <c>azure-blob</c>, <c>tar</c>, <c>table</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The folder, container URL or table. A folder is given as an absolute path on the machine that runs the cluster.</summary>
    public required string Location { get; init; }

    /// <summary>Images a partition, 1 to 10,000,000. Default: 10,000.</summary>
    public int? PartitionSize { get; init; }

    /// <summary>Options of the source beyond its location. Never secrets; those belong into the host's configuration.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
