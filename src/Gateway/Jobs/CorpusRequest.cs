namespace Cluster.Gateway.Jobs;

/// <summary>Where the images of a job are.</summary>
public sealed record CorpusRequest
{
    /// <summary>The folder, container or table.</summary>
    public required string Location { get; init; }

    /// <summary>folder, azure-blob, tar or table. Default: folder.</summary>
    public string Kind { get; init; } = "folder";

    /// <summary>The name of the corpus; by default made from the location.</summary>
    public string? Name { get; init; }

    /// <summary>Images a partition. Default: 10,000.</summary>
    public int PartitionSize { get; init; } = 10_000;

    /// <summary>Options of the source.</summary>
    public Dictionary<string, string> Options { get; init; } = [];
}
