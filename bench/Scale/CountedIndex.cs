using System.Collections.Concurrent;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex;

namespace Cluster.Bench.Scale;

/// <summary>In place of the index: knows how many points were acknowledged, so that the sweep at the end of a job finds collection and pass in agreement.</summary>
internal sealed class CountedIndex : IVectorIndex
{
    private readonly ConcurrentDictionary<CollectionName, long> _points = new();

    public void Add(CollectionName collection, long points) => _points.AddOrUpdate(collection, points, (_, known) => known + points);

    public Task CreateCollectionAsync(CollectionSpec spec, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<long> CountAsync(CollectionName collection, Filter? filter, CancellationToken cancellationToken) => Task.FromResult(_points.GetValueOrDefault(collection));

    public Task<bool> DropCollectionAsync(CollectionName collection, CancellationToken cancellationToken) => Task.FromResult(_points.TryRemove(collection, out _));

    public Task<CollectionInfo?> FindCollectionAsync(CollectionName collection, CancellationToken cancellationToken) => Task.FromResult<CollectionInfo?>(null);

    public Task<IReadOnlyList<CollectionInfo>> ListCollectionsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CollectionInfo>>([]);

    public Task UpsertAsync(CollectionName collection, PointBatch points, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredPoint>> GetAsync(CollectionName collection, IReadOnlyList<PointId> ids, PointSelector select, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SetPayloadAsync(CollectionName collection, IReadOnlyList<PointId> ids, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<long> DeleteAsync(CollectionName collection, IReadOnlyList<PointId> ids, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(CollectionName collection, VectorQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ScrollPage> ScrollAsync(CollectionName collection, PointId? from, int limit, Filter? filter, PointSelector select, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<FacetHit>> FacetAsync(CollectionName collection, string field, Filter? filter, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
