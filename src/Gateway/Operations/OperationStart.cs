using Cluster.Contracts.Operations;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Operations;

/// <summary>What starts an operation, as the routes that do it take it.</summary>
internal sealed record OperationStart
{
    /// <summary>Names the operation: sent again, the request is answered with it as it stands.</summary>
    [FromHeader(Name = IdempotencyKey.Header)]
    public string? Key { get; init; }

    /// <summary>Who asks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Told the operation's id.</summary>
    public required AuditSubject Audit { get; init; }

    public required IGrainFactory Grains { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Starts it, or meets the one that the same key started.</summary>
    public async Task<IResult> RunAsync(OperationSpec spec, CancellationToken cancellationToken)
    {
        var kind = OperationWords.Of(spec.Kind);
        var id = IdempotencyKey.IdFor(Key, Caller, kind) is { } named ? $"{kind}-{named}" : $"{kind}-{NewId.At(Time, chanceBytes: 6)}";
        Audit.Is("id", id);
        var started = await Grains.GetGrain<IOperationGrain>(id).StartAsync(spec, cancellationToken);
        return started.Succeeded ? Results.Accepted($"/v1/operations/{id}", OperationView.Of(started.Value)) : Problems.Of(started.Failure);
    }
}
