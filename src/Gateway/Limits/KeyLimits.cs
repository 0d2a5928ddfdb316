using System.Globalization;
using System.Threading.RateLimiting;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Limits;

/// <summary>Keeps one key from taking what is there for all: so many requests a second in the long run, so many open at once. Nobody waits here.</summary>
internal sealed class KeyLimits : IMiddleware, IAsyncDisposable
{
    private readonly PartitionedRateLimiter<Caller> _rate;
    private readonly PartitionedRateLimiter<Caller> _open;

    public KeyLimits(IOptions<AccessOptions> options)
    {
        // The limit is part of what names the partition, so that a key that was changed gets a new one.
        _rate = PartitionedRateLimiter.Create<Caller, (string, int)>(caller => RateLimitPartition.GetTokenBucketLimiter(
            (caller.Name, caller.Key?.RequestsPerSecond ?? options.Value.RequestsPerSecond), static partition => BucketOf(partition.Item2)));
        _open = PartitionedRateLimiter.Create<Caller, (string, int)>(caller => RateLimitPartition.GetConcurrencyLimiter(
            (caller.Name, caller.Key?.Concurrency ?? options.Value.Concurrency), static partition => new ConcurrencyLimiterOptions { PermitLimit = partition.Item2 }));
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var caller = Caller.Of(context);
        if (caller.Key is null)
        {
            await next(context);
            return;
        }

        using var rate = _rate.AttemptAcquire(caller);
        if (!rate.IsAcquired)
        {
            var pause = rate.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            await RefuseAsync(context, $"The key '{caller.Name}' asks more often than it may. Ask more slowly.", pause);
            return;
        }

        using var open = _open.AttemptAcquire(caller);
        await (open.IsAcquired
            ? next(context)
            : RefuseAsync(context, $"The key '{caller.Name}' has as many requests open as it may. Wait for some to end.", TimeSpan.FromSeconds(1)));
    }

    public async ValueTask DisposeAsync()
    {
        await _rate.DisposeAsync();
        await _open.DisposeAsync();
    }

    private static Task RefuseAsync(HttpContext context, string detail, TimeSpan pause)
    {
        // Set before the document, which leaves a header alone that is there.
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Problems.TooManyRequests(detail).ExecuteAsync(context);
    }

    /// <summary>A second's requests at once, refilled ten times a second, or one at a time where there are fewer.</summary>
    private static TokenBucketRateLimiterOptions BucketOf(int perSecond) => new()
    {
        TokenLimit = perSecond,
        TokensPerPeriod = Math.Max(1, perSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, perSecond / 10) / (double)perSecond),
    };
}
