namespace Cluster.Client.Points;

/// <summary>Images to be taken down.</summary>
public sealed record TakedownOrder
{
    /// <summary>Their keys in the corpus, 1 to 1,000.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Their corpus. Default: the only one of the collection.</summary>
    public string? Corpus { get; init; }

    /// <summary>Why, for the audit log.</summary>
    public string? Reason { get; init; }
}
