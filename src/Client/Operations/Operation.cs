using Cluster.Client.Failures;

namespace Cluster.Client.Operations;

/// <summary>A long operation as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>verify</c>, <c>duplicates</c>, <c>load</c> or <c>remove-corpus</c>.</param>
/// <param name="Collection">The collection.</param>
/// <param name="State"><c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Looked">Images and points looked at, or removed, so far.</param>
/// <param name="Counts">Exact counts by class; complete when the operation is.</param>
/// <param name="Findings">The first 1,000 findings by name; <see cref="ClusterClient.ListFindingsAsync"/> has all.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
public sealed record Operation(
    string Id,
    string Kind,
    string Collection,
    string State,
    long Looked,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyList<Finding> Findings,
    Fault? Failure = null)
{
    /// <summary>When it was asked for; null where that is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
