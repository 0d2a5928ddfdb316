using System.Globalization;
using Cluster.Contracts.Operations;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Microsoft.AspNetCore.Mvc;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Operations;

/// <summary>Which operations a caller wants to see, and that it may.</summary>
internal sealed record OperationListing
{
    private const int DefaultListed = 50;
    private const int MaxListed = 500;

    /// <summary>Only those over this collection.</summary>
    [FromQuery(Name = "collection")]
    public string? Collection { get; init; }

    /// <summary>Only this kind.</summary>
    [FromQuery(Name = "kind")]
    public string? Kind { get; init; }

    /// <summary>Only those that stand so.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    /// <summary>From the last page; left out for the first.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>Operations of a page, 1 to 500. Default: 50.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>Who asks.</summary>
    public required Caller Caller { get; init; }

    public required IGrainFactory Grains { get; init; }

    /// <summary>A page of them.</summary>
    public async Task<OperationList> RunAsync(CancellationToken cancellationToken)
    {
        RequireWithin("The parameter 'limit'", Limit, 1, MaxListed);
        if (Collection is not null)
        {
            Caller.RequireReach(Collection);
        }

        var query = new OperationQuery(Limit ?? DefaultListed)
        {
            Before = BeforeOf(Cursor),
            Collections = Collection is not null ? [Collection] : Caller.ReachesAll ? null : [.. Caller.Key!.Collections],
            Kind = OperationWords.Read<OperationKind>("kind", Kind),
            State = OperationWords.Read<OperationState>("state", State),
        };
        var found = await Grains.GetGrain<IOperationDirectoryGrain>(IOperationDirectoryGrain.Key).ListAsync(query, cancellationToken);
        var operations = await Task.WhenAll(found.Entries.Select(entry => Grains.GetGrain<IOperationGrain>(entry.Id).ShowBrieflyAsync(cancellationToken)));
        return new OperationList(
            [.. operations.Where(static operation => operation.Succeeded).Select(static operation => OperationView.Of(operation.Value!))],
            found.Next?.ToString(CultureInfo.InvariantCulture));
    }

    private static long? BeforeOf(string? cursor) => string.IsNullOrEmpty(cursor) ? null
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before
        : throw new FailureException(FailureKind.InvalidRequest, "The parameter 'cursor' is not one: give next of the page before as it came.");
}
