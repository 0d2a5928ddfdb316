using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Cluster.Contracts.Collections.Changes;
using Cluster.Domain.Identity;
using Cluster.Grains.Reembedding.Following;

namespace Cluster.Grains.Reembedding;

/// <summary>What a re-embedding tells a meter.</summary>
public sealed class ReembeddingInstruments
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Cluster.Reembedding";

    private readonly ConcurrentDictionary<string, ChangeLag> _lags = new();
    private readonly Counter<long> _takenOver;

    /// <summary>Registers the instruments.</summary>
    public ReembeddingInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _takenOver = meter.CreateCounter<long>("cluster.reembedding.changes.taken_over", "{point}", "Changes taken over by a generation that is not live");
        meter.CreateObservableGauge("cluster.reembedding.lag.points", () => Each(static lag => (double)lag.Points), "{point}", "Changes not yet taken over");
        meter.CreateObservableGauge("cluster.reembedding.lag.age", () => Each(static lag => lag.Oldest.TotalSeconds), "s", "Age of the oldest change not yet taken over");
    }

    /// <summary>How far a collection's followers lie behind.</summary>
    public void OnLag(CollectionName alias, ChangeLag lag) => _lags[alias.Value] = lag;

    /// <summary>The collection has no follower any more.</summary>
    public void OnOver(CollectionName alias) => _lags.TryRemove(alias.Value, out _);

    /// <summary>A change was taken over.</summary>
    public void OnTakenOver(CollectionName alias, TakeOverKind kind) =>
        _takenOver.Add(1, new KeyValuePair<string, object?>("collection", alias.Value), new KeyValuePair<string, object?>("kind", kind.ToString()));

    private IEnumerable<Measurement<double>> Each(Func<ChangeLag, double> value) =>
        _lags.Select(pair => new Measurement<double>(value(pair.Value), new KeyValuePair<string, object?>("collection", pair.Key)));
}
