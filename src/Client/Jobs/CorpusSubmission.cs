namespace Cluster.Client.Jobs;

/// <summary>Where the images of a job are.</summary>
public sealed record CorpusSubmission
{
    /// <summary>The folder (an absolute path on the machine that runs the cluster), container URL or table.</summary>
    public required string Location { get; init; }

    /// <summary>Which source reads it: <c>folder</c>, <c>azure-blob</c>, <c>tar</c>, <c>table</c>. Default: folder.</summary>
    public string? Kind { get; init; }

    /// <summary>The name of the corpus. Default: made from the location, the same one every time.</summary>
    public string? Name { get; init; }

    /// <summary>Images a partition, 1 to 10,000,000.</summary>
    public int? PartitionSize { get; init; }

    /// <summary>Options of the source beyond its location. Never secrets.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
