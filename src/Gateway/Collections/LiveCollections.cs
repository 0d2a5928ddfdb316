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
/// <remarks>Where requests come often, one of them has the answer renewed before it is stale, so that none waits for the grain.</remarks>
internal sealed class LiveCollections(IGrainFactory grains, QueryPatience patience, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Ripe = Fresh / 2;

    /// <summary>Less than a replaced generation is kept for.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromSeconds(30);

    /// <summary>How long the grain is waited for while there is an answer that may serve on.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<CollectionName, Held> _held = new();
    private readonly ConcurrentDictionary<CollectionName, Asked> _underWay = new();

    /// <summary>What queries of <paramref name="alias"/> use now.</summary>
    /// <exception cref="FailureException">CollectionNotFound.</exception>
    public ValueTask<LiveView> ResolveAsync(CollectionName alias, CancellationToken cancellationToken)
    {
        var held = _held.GetValueOrDefault(alias);
        if (held is null || time.GetElapsedTime(held.At) is var age && age >= Fresh)
        {
            return new ValueTask<LiveView>(AwaitAsync(alias, held, cancellationToken));
        }

        if (age >= Ripe && !_underWay.ContainsKey(alias))
        {
            // Whoever asks when it is stale sees what stands in the way.
            _ = Ask(alias).Task.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        return new ValueTask<LiveView>(held.View);
    }

    /// <summary>The collection was dropped.</summary>
    public void Forget(CollectionName alias) => _held.TryRemove(alias, out _);

    private async Task<LiveView> AwaitAsync(CollectionName alias, Held? held, CancellationToken cancellationToken)
    {
        var isUsable = held is not null && time.GetElapsedTime(held.At) < Usable;
        try
        {
            return isUsable
                ? await Ask(alias).Task.WaitAsync(Wait, time, cancellationToken)
                : await patience.AskAsync(token => Ask(alias).Task.WaitAsync(token), cancellationToken);
        }
        catch (Exception fault) when (isUsable && ClusterFaults.ArePassing(fault))
        {
            return held!.View;
        }
    }

    /// <summary>Asks the grain, or joins those who did a moment ago.</summary>
    private Asked Ask(CollectionName alias)
    {
        var now = time.GetTimestamp();
        var asked = new Asked(now, new Lazy<Task<LiveView>>(() => AskAsync(alias, now)));
        return _underWay.AddOrUpdate(alias, asked, (_, other) => other.IsOver || time.GetElapsedTime(other.At, now) >= Fresh ? asked : other);
    }

    private async Task<LiveView> AskAsync(CollectionName alias, long asked)
    {
        try
        {
            var view = await grains.GetGrain<ICollectionGrain>(alias.Value).GetViewAsync(CancellationToken.None);
            if (!view.Succeeded)
            {
                _held.TryRemove(alias, out _);
                throw new FailureException(view.Failure);
            }

            _held.AddOrUpdate(alias, new Held(view.Value, asked), (_, other) => other.At > asked ? other : new Held(view.Value, asked));
            return view.Value;
        }
        finally
        {
            if (_underWay.TryGetValue(alias, out var own) && own.At == asked)
            {
                _underWay.TryRemove(KeyValuePair.Create(alias, own));
            }
        }
    }

    private sealed record Held(LiveView View, long At);

    private sealed record Asked(long At, Lazy<Task<LiveView>> Making)
    {
        public Task<LiveView> Task => Making.Value;

        public bool IsOver => Making is { IsValueCreated: true, Value.IsCompleted: true };
    }
}
