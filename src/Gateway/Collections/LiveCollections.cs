using System.Collections.Concurrent;
using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Limits;

namespace Cluster.Gateway.Collections;

/// <summary>
/// What is live behind each alias, held for a moment. A request asks once and keeps what it got, so that collection and encoder always belong together;
/// after a cut-over the next request that finds the answer stale follows. While the cluster moves a grain, the last answer serves on.
/// </summary>
internal sealed class LiveCollections(IGrainFactory grains, QueryPatience patience, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    /// <summary>Less than a replaced generation is kept for.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromSeconds(30);

    /// <summary>How long the grain is waited for while there is an answer that may serve on.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<CollectionName, Held> _held = new();

    /// <summary>What queries of <paramref name="alias"/> use now.</summary>
    /// <exception cref="FailureException">CollectionNotFound.</exception>
    public async Task<LiveView> ResolveAsync(CollectionName alias, CancellationToken cancellationToken)
    {
        var held = _held.GetValueOrDefault(alias);
        if (held is not null && time.GetElapsedTime(held.At) < Fresh)
        {
            return held.View;
        }

        var asked = time.GetTimestamp();
        var isUsable = held is not null && time.GetElapsedTime(held.At) < Usable;
        try
        {
            var view = isUsable
                ? await AskAsync(cancellationToken).WaitAsync(Wait, time, cancellationToken)
                : await patience.AskAsync(AskAsync, cancellationToken);
            if (!view.Succeeded)
            {
                _held.TryRemove(alias, out _);
                throw new FailureException(view.Failure);
            }

            _held[alias] = new Held(view.Value, asked);
            return view.Value;
        }
        catch (Exception fault) when (isUsable && ClusterFaults.ArePassing(fault))
        {
            return held!.View;
        }

        Task<Outcome<LiveView>> AskAsync(CancellationToken token) => grains.GetGrain<ICollectionGrain>(alias.Value).GetViewAsync(token);
    }

    /// <summary>The collection was dropped.</summary>
    public void Forget(CollectionName alias) => _held.TryRemove(alias, out _);

    private sealed record Held(LiveView View, long At);
}
