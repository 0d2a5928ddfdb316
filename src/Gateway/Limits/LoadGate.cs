using System.Threading.RateLimiting;
using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Limits;

/// <summary>
/// Lets so many requests work at once, lets a few more wait, and turns the rest away at once: what was let in is answered nearly as fast under any load.
/// </summary>
/// <remarks>A request takes its place only when its body is read, so that slow senders hold none.</remarks>
internal sealed class LoadGate : IEndpointFilter, IDisposable
{
    private readonly ConcurrencyLimiter _places;
    private readonly int _most;

    public LoadGate(IOptions<GatewayOptions> options)
    {
        var limits = options.Value;
        _most = limits.MaxQueued;
        _places = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = limits.MaxWorking,
            QueueLimit = limits.MaxQueued,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Whether a request that came now would be turned away: asked before a body is read.</summary>
    public bool IsFull => _places.GetStatistics() is { CurrentAvailablePermits: 0 } now && now.CurrentQueuedCount >= _most;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var place = await _places.AcquireAsync(1, context.HttpContext.RequestAborted);
        return place.IsAcquired
            ? await next(context)
            : throw new FailureException(FailureKind.Overloaded, "More is asked than the gateway can answer now. Ask again in a second.");
    }

    public void Dispose() => _places.Dispose();
}
