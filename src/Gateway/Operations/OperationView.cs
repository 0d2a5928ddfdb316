using Cluster.Contracts.Operations;
using Cluster.Gateway.Failures;

namespace Cluster.Gateway.Operations;

/// <summary>A long operation as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>verify</c>, <c>duplicates</c>, <c>load</c> or <c>remove-corpus</c>.</param>
/// <param name="Collection">The collection.</param>
/// <param name="State"><c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Looked">Images and points looked at, or removed, so far.</param>
/// <param name="Counts">Exact counts by class; complete when the operation is.</param>
/// <param name="Findings">The first 1,000 findings by name; <c>/findings</c> has all.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
public sealed record OperationView(
    string Id,
    string Kind,
    string Collection,
    string State,
    long Looked,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyList<FindingView> Findings,
    FailureView? Failure)
{
    /// <summary>When it was asked for; left out for one of which that is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; left out while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    internal static OperationView Of(OperationSnapshot operation) => new(
        operation.Id,
        OperationWords.Of(operation.Spec.Kind),
        operation.Spec.Collection.Value,
        OperationWords.Of(operation.State),
        operation.Progress.Looked,
        operation.Progress.Counts,
        [.. operation.Progress.Findings.Select(FindingView.Of)],
        FailureView.Of(operation.Failure))
    {
        StartedAt = operation.StartedAt, EndedAt = operation.EndedAt,
    };
}
