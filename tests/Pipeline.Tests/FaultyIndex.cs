using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex;

namespace Cluster.Pipeline.Tests;

/// <summary>A real index in front of which upserts can be made to fail or to wait.</summary>
internal sealed class FaultyIndex(IVectorIndex inner) : IVectorIndex
{
    /// <summary>Called before each upsert; may throw.</summary>
    public Func<Task> OnUpsert { get; set; } = static () => Task.CompletedTask;

    public Task CreateCollectionAsync(CollectionSpec spec, CancellationToken cancellationToken) => inner.CreateCollectionAsync(spec, cancellationToken);

    public Task<bool> DropCollectionAsync(CollectionName collection, CancellationToken cancellationToken) => inner.DropCollectionAsync(collection, cancellationToken);

    public Task<CollectionInfo?> FindCollectionAsync(CollectionName collection, CancellationToken cancellationToken) =>
        inner.FindCollectionAsync(collection, cancellationToken);

    public Task<IReadOnlyList<CollectionInfo>> ListCollectionsAsync(CancellationToken cancellationToken) => inner.ListCollectionsAsync(cancellationToken);

    public async Task UpsertAsync(CollectionName collection, PointBatch points, CancellationToken cancellationToken)
    {
        await OnUpsert();
        await inner.UpsertAsync(collection, points, cancellationToken);
    }

    public Task<IReadOnlyList<StoredPoint>> GetAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, PointSelector select, CancellationToken cancellationToken) =>
        inner.GetAsync(collection, ids, select, cancellationToken);

    public Task SetPayloadAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken) =>
        inner.SetPayloadAsync(collection, ids, fields, cancellationToken);

    public Task<long> DeleteAsync(CollectionName collection, IReadOnlyList<PointId> ids, CancellationToken cancellationToken) =>
        inner.DeleteAsync(collection, ids, cancellationToken);

    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(CollectionName collection, VectorQuery query, CancellationToken cancellationToken) =>
        inner.QueryAsync(collection, query, cancellationToken);

    public Task<long> CountAsync(CollectionName collection, Filter? filter, CancellationToken cancellationToken) =>
        inner.CountAsync(collection, filter, cancellationToken);

    public Task<ScrollPage> ScrollAsync(
        CollectionName collection, PointId? from, int limit, Filter? filter, PointSelector select, CancellationToken cancellationToken) =>
        inner.ScrollAsync(collection, from, limit, filter, select, cancellationToken);

    public Task<IReadOnlyList<FacetHit>> FacetAsync(
        CollectionName collection, string field, Filter? filter, int limit, CancellationToken cancellationToken) =>
        inner.FacetAsync(collection, field, filter, limit, cancellationToken);
}
