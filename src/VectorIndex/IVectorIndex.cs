using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;

namespace Cluster.VectorIndex;

/// <summary>
/// Collections of points: unit-length vectors with payloads, searched by cosine. Collections are named concretely here;
/// which one is live is decided elsewhere.
/// </summary>
/// <remarks>
/// Every method throws <see cref="Cluster.Domain.Outcomes.FailureException"/> for expected faults: CollectionNotFound, SpaceMismatch,
/// InvalidRequest (wrong dimension, not unit length, bad filter), PointNotFound (query by the id of a missing point), Unavailable,
/// Overloaded, StorageFull. Safe for concurrent use.
/// </remarks>
public interface IVectorIndex
{
    /// <summary>Creates a collection; does nothing when it is there with the same space and dimension, SpaceMismatch when it differs.</summary>
    Task CreateCollectionAsync(CollectionSpec spec, CancellationToken cancellationToken);

    /// <summary>Drops a collection and all its points; true when it was there.</summary>
    Task<bool> DropCollectionAsync(CollectionName collection, CancellationToken cancellationToken);

    /// <summary>What the collection is and how many points it holds; null when there is none.</summary>
    Task<CollectionInfo?> FindCollectionAsync(CollectionName collection, CancellationToken cancellationToken);

    /// <summary>All collections, by name.</summary>
    Task<IReadOnlyList<CollectionInfo>> ListCollectionsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes points, replacing vector and payload of those already there. Durable, and seen by later queries, when the task completes. A write
    /// that fails on one machine wrote nothing; on a cluster it may have written a part, which writing the same points again mends.
    /// </summary>
    Task UpsertAsync(CollectionName collection, PointBatch points, CancellationToken cancellationToken);

    /// <summary>
    /// After a load: builds what the engine put off for its sake, and completes when queries run at full speed. Does nothing where nothing was put off.
    /// </summary>
    Task FinishLoadAsync(CollectionName collection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Points a name of the engine's own at a collection, for readers that ask the engine past this system; moves it when it is there. Does nothing
    /// where the engine has no such names. InvalidRequest or Conflict when a collection has that name.
    /// </summary>
    Task PublishAsync(CollectionName alias, CollectionName collection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The points that are there, in the order of <paramref name="ids"/>; missing ones are left out.</summary>
    Task<IReadOnlyList<StoredPoint>> GetAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, PointSelector select, CancellationToken cancellationToken);

    /// <summary>Sets the given payload fields of the points that are there and keeps the others.</summary>
    Task SetPayloadAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken);

    /// <summary>Deletes points; those that are not there are no fault. Returns how many were, or -1 where the engine does not say.</summary>
    Task<long> DeleteAsync(CollectionName collection, IReadOnlyList<PointId> ids, CancellationToken cancellationToken);

    /// <summary>Answers a query: at most <see cref="VectorQuery.Limit"/> points in <see cref="ScoreOrder"/>.</summary>
    Task<IReadOnlyList<ScoredPoint>> QueryAsync(CollectionName collection, VectorQuery query, CancellationToken cancellationToken);

    /// <summary>Counts the points that match, exactly.</summary>
    Task<long> CountAsync(CollectionName collection, Filter? filter, CancellationToken cancellationToken);

    /// <summary>Walks all points that match by ascending id: the page of those at or after <paramref name="from"/>.</summary>
    Task<ScrollPage> ScrollAsync(
        CollectionName collection, PointId? from, int limit, Filter? filter, PointSelector select, CancellationToken cancellationToken);

    /// <summary>How many points hold each value of a text, integer or truth field, most frequent first, then by value.</summary>
    Task<IReadOnlyList<FacetHit>> FacetAsync(
        CollectionName collection, string field, Filter? filter, int limit, CancellationToken cancellationToken);
}
