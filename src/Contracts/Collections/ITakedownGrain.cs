using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Orleans.Concurrency;

namespace Cluster.Contracts.Collections;

/// <summary>The one writer of what is taken down from a collection. Key: the alias.</summary>
[Alias("cluster.ITakedownGrain")]
public interface ITakedownGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes images down: from every generation of the collection and from the lake, for good. CollectionNotFound; InvalidRequest when no corpus of the
    /// collection is meant.
    /// </summary>
    [Alias("take-down"), ResponseTimeout("00:30:00")]
    Task<Outcome<TakedownResult>> TakeDownAsync(TakedownRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes from the lake of a generation what was taken down since <paramref name="since"/>: a job calls it when its files have become part of the lake,
    /// for a takedown before could not find them there.
    /// </summary>
    [Alias("settle-lake"), ResponseTimeout("00:30:00")]
    Task SettleLakeAsync(CollectionName collection, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>The most images of one request.</summary>
    const int MaxKeys = 1_000;

    /// <summary>How many takedowns there were. What was answered before the call is counted.</summary>
    [Alias("version"), AlwaysInterleave, ReadOnly]
    Task<long> GetVersionAsync(CancellationToken cancellationToken = default);
}
