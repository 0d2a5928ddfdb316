using System.Diagnostics;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;

namespace Cluster.VectorIndex.Telemetry;

/// <summary>An index with a span and a duration around every operation.</summary>
/// <param name="inner">The index that works.</param>
/// <param name="system">Its <c>db.system.name</c>: <c>qdrant</c>, or <c>sqlite</c> for the embedded one.</param>
/// <param name="instruments">Where it is told.</param>
public sealed class MeasuredVectorIndex(IVectorIndex inner, string system, IndexInstruments instruments) : IVectorIndex, IAsyncDisposable, IDisposable
{
    /// <summary>The index that works.</summary>
    public IVectorIndex Inner => inner;

    /// <inheritdoc />
    public Task CreateCollectionAsync(CollectionSpec spec, CancellationToken cancellationToken) =>
        MeasureAsync("create", spec.Name, _ => inner.CreateCollectionAsync(spec, cancellationToken));

    /// <inheritdoc />
    public Task<bool> DropCollectionAsync(CollectionName collection, CancellationToken cancellationToken) =>
        MeasureAsync("drop", collection, _ => inner.DropCollectionAsync(collection, cancellationToken));

    /// <inheritdoc />
    public Task<CollectionInfo?> FindCollectionAsync(CollectionName collection, CancellationToken cancellationToken) =>
        MeasureAsync("describe", collection, _ => inner.FindCollectionAsync(collection, cancellationToken));

    /// <inheritdoc />
    public Task<IReadOnlyList<CollectionInfo>> ListCollectionsAsync(CancellationToken cancellationToken) =>
        MeasureAsync("list", null, _ => inner.ListCollectionsAsync(cancellationToken));

    /// <inheritdoc />
    public async Task UpsertAsync(CollectionName collection, PointBatch points, CancellationToken cancellationToken)
    {
        await MeasureAsync("upsert", collection, activity =>
        {
            activity?.SetTag("db.operation.batch.size", points.Ids.Count);
            return inner.UpsertAsync(collection, points, cancellationToken);
        });
        instruments.OnWritten(system, points.Ids.Count);
    }

    /// <inheritdoc />
    public Task FinishLoadAsync(CollectionName collection, CancellationToken cancellationToken) =>
        MeasureAsync("finish_load", collection, _ => inner.FinishLoadAsync(collection, cancellationToken));

    /// <inheritdoc />
    public Task PublishAsync(CollectionName alias, CollectionName collection, CancellationToken cancellationToken) =>
        MeasureAsync("publish", collection, _ => inner.PublishAsync(alias, collection, cancellationToken));

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredPoint>> GetAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, PointSelector select, CancellationToken cancellationToken) =>
        MeasureAsync("get", collection, _ => inner.GetAsync(collection, ids, select, cancellationToken));

    /// <inheritdoc />
    public Task SetPayloadAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken) =>
        MeasureAsync("set_payload", collection, _ => inner.SetPayloadAsync(collection, ids, fields, cancellationToken));

    /// <inheritdoc />
    public Task<long> DeleteAsync(CollectionName collection, IReadOnlyList<PointId> ids, CancellationToken cancellationToken) =>
        MeasureAsync("delete", collection, _ => inner.DeleteAsync(collection, ids, cancellationToken));

    /// <inheritdoc />
    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(CollectionName collection, VectorQuery query, CancellationToken cancellationToken) =>
        MeasureAsync("query", collection, async activity =>
        {
            var points = await inner.QueryAsync(collection, query, cancellationToken);
            activity?.SetTag("db.response.returned_rows", points.Count);
            return points;
        });

    /// <inheritdoc />
    public Task<long> CountAsync(CollectionName collection, Filter? filter, CancellationToken cancellationToken) =>
        MeasureAsync("count", collection, _ => inner.CountAsync(collection, filter, cancellationToken));

    /// <inheritdoc />
    public Task<ScrollPage> ScrollAsync(
        CollectionName collection, PointId? from, int limit, Filter? filter, PointSelector select, CancellationToken cancellationToken) =>
        MeasureAsync("scroll", collection, _ => inner.ScrollAsync(collection, from, limit, filter, select, cancellationToken));

    /// <inheritdoc />
    public Task<IReadOnlyList<FacetHit>> FacetAsync(
        CollectionName collection, string field, Filter? filter, int limit, CancellationToken cancellationToken) =>
        MeasureAsync("facet", collection, _ => inner.FacetAsync(collection, field, filter, limit, cancellationToken));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        switch (inner)
        {
            case IAsyncDisposable asynchronous:
                await asynchronous.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // A host that is torn down without waiting.
        if (inner is IDisposable disposable)
        {
            disposable.Dispose();
        }
        else
        {
            DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private Task<T> MeasureAsync<T>(string operation, CollectionName? collection, Func<Activity?, Task<T>> work) =>
        instruments.MeasureAsync(system, operation, collection, work);

    private async Task MeasureAsync(string operation, CollectionName? collection, Func<Activity?, Task> work) =>
        await instruments.MeasureAsync(system, operation, collection, async activity =>
        {
            await work(activity);
            return true;
        });
}
