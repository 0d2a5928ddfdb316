using System.Collections.Concurrent;
using System.Collections.Frozen;
using Cluster.Artifacts.Takedowns;
using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Takedowns;

/// <summary>What is taken down, as this silo knows it: kept in memory, and brought up to date when the collection's one writer has a newer version.</summary>
public sealed class TakedownViews(IGrainFactory grains, TakedownLog log)
{
    private readonly ConcurrentDictionary<CollectionName, View> _views = new();

    /// <summary>The points taken down from a collection. A takedown that was answered before the call began is in it.</summary>
    public async ValueTask<IReadOnlySet<PointId>> GetAsync(CollectionName alias, CancellationToken cancellationToken)
    {
        var version = await grains.GetGrain<ITakedownGrain>(alias.Value).GetVersionAsync(cancellationToken);
        var view = _views.GetValueOrDefault(alias, View.Empty);
        if (view.Version < version)
        {
            // Two at once read the same; either may stay.
            view = await ReadOnAsync(alias, view, cancellationToken);
            _views[alias] = view;
        }

        return view.Points;
    }

    private async Task<View> ReadOnAsync(CollectionName alias, View view, CancellationToken cancellationToken)
    {
        var (version, points) = (view.Version, new HashSet<PointId>(view.Points));
        await foreach (var takedown in log.ReadAsync(alias, view.Version, cancellationToken))
        {
            version = takedown.Version;
            points.UnionWith(takedown.Images.Select(static image => image.Id));
        }

        return new View(version, points.ToFrozenSet());
    }

    private sealed record View(long Version, FrozenSet<PointId> Points)
    {
        public static View Empty { get; } = new(0, FrozenSet<PointId>.Empty);
    }
}
