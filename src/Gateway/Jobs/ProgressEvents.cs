using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Jobs;

/// <summary>Watches something that makes progress, for one caller, as server-sent events.</summary>
internal sealed class ProgressEvents(IOptions<GatewayOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Looks without news after which it is told again, so that a connection that has gone is noticed.</summary>
    private const int QuietLooks = 20;

    /// <summary>
    /// Snapshots as events: the first at once, then one whenever something changed, the last when it is over. Ends early when the host stops, or what is
    /// watched is gone.
    /// </summary>
    /// <typeparam name="TSnapshot">What is looked at.</typeparam>
    /// <typeparam name="TView">What is told.</typeparam>
    /// <param name="name">The events' name.</param>
    /// <param name="first">How it stands now, or why there is nothing to watch, which is the answer then.</param>
    /// <param name="look">Looks again.</param>
    /// <param name="isOver">Whether nothing more happens.</param>
    /// <param name="isNews">Whether the second tells more than the first.</param>
    /// <param name="view">Shows it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IResult Watch<TSnapshot, TView>(
        string name,
        Outcome<TSnapshot> first,
        Func<Task<Outcome<TSnapshot>>> look,
        Func<TSnapshot, bool> isOver,
        Func<TSnapshot, TSnapshot, bool> isNews,
        Func<TSnapshot, TView> view,
        CancellationToken cancellationToken)
        where TSnapshot : class => first.Succeeded
            ? TypedResults.ServerSentEvents(TellAsync(name, first.Value, look, isOver, isNews, view, cancellationToken))
            : Problems.Of(first.Failure);

    private async IAsyncEnumerable<SseItem<TView>> TellAsync<TSnapshot, TView>(
        string name,
        TSnapshot first,
        Func<Task<Outcome<TSnapshot>>> look,
        Func<TSnapshot, bool> isOver,
        Func<TSnapshot, TSnapshot, bool> isNews,
        Func<TSnapshot, TView> view,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TSnapshot : class
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(options.Value.JobEventInterval, time);
        var told = first;
        yield return new SseItem<TView>(view(told), name);
        var quiet = 0;
        while (!isOver(told) && await TickAsync(timer, ending.Token))
        {
            var now = await look();
            if (!now.Succeeded)
            {
                yield break;
            }

            if (!isNews(told, now.Value) && ++quiet < QuietLooks)
            {
                continue;
            }

            quiet = 0;
            told = now.Value;
            yield return new SseItem<TView>(view(told), name);
        }
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
