using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex.Qdrant.Wire;
using Microsoft.Extensions.Logging;
using Filter = Cluster.Domain.Retrieval.Filter;
using PointId = Cluster.Domain.Identity.PointId;
using ScoredPoint = Cluster.Domain.Retrieval.ScoredPoint;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>The index on a Qdrant server or cluster, over gRPC. Servers from 1.13 on.</summary>
/// <remarks>
/// Where equal scores go on beyond the end of an answer, more is asked for until they do not, so that the order is the embedded index's; only among more
/// than some 2,000 equals the server chooses. A collection made with expected points is not indexed for search until <see cref="FinishLoadAsync"/>.
/// </remarks>
public sealed class QdrantVectorIndex : IVectorIndex, IDisposable
{
    private const int IdsPerRequest = 1_000;

    private readonly QdrantVectorIndexOptions _options;
    private readonly QdrantCalls _calls;
    private readonly QdrantCollections _collections;
    private readonly QdrantUpserts _upserts;
    private readonly QdrantReadiness _readiness;

    /// <summary>Makes a client; nothing is asked of the server yet.</summary>
    public QdrantVectorIndex(QdrantVectorIndexOptions options, ILogger<QdrantVectorIndex> logger, TimeProvider? time = null)
    {
        _options = options;
        _calls = new QdrantCalls(options, time ?? TimeProvider.System, logger);
        _collections = new QdrantCollections(_calls, options);
        _upserts = new QdrantUpserts(_calls, options, logger);
        _readiness = new QdrantReadiness(_calls, _collections, time ?? TimeProvider.System, logger);
    }

    /// <inheritdoc />
    public async Task CreateCollectionAsync(CollectionSpec spec, CancellationToken cancellationToken)
    {
        CollectionSpecRules.Check(spec);
        var there = await _collections.FindAsync(spec.Name, cancellationToken);
        if (there is null)
        {
            await _collections.CreateAsync(spec, cancellationToken);
            there = await _collections.RequireAsync(spec.Name, cancellationToken);
        }

        CollectionSpecRules.CheckSame(spec, there.Space, there.Dimension);
    }

    /// <inheritdoc />
    public Task<bool> DropCollectionAsync(CollectionName collection, CancellationToken cancellationToken) =>
        _collections.DropAsync(collection, cancellationToken);

    /// <inheritdoc />
    public async Task<CollectionInfo?> FindCollectionAsync(CollectionName collection, CancellationToken cancellationToken)
    {
        if (await _collections.FindAsync(collection, cancellationToken) is not { } shape)
        {
            return null;
        }

        return new CollectionInfo(collection, shape.Space, shape.Dimension, await CountAsync(collection, filter: null, cancellationToken));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<CollectionInfo>> ListCollectionsAsync(CancellationToken cancellationToken)
    {
        var collections = new List<CollectionInfo>();
        foreach (var name in (await _collections.NamesAsync(cancellationToken)).Where(NameRules.IsValid).Order(StringComparer.Ordinal))
        {
            try
            {
                if (await FindCollectionAsync(new CollectionName(name), cancellationToken) is { } info)
                {
                    collections.Add(info);
                }
            }
            catch (FailureException e) when (e.Failure.Kind is FailureKind.Conflict or FailureKind.CollectionNotFound)
            {
                // Not ours, or dropped since the names were read.
            }
        }

        return collections;
    }

    /// <inheritdoc />
    public async Task UpsertAsync(CollectionName collection, PointBatch points, CancellationToken cancellationToken)
    {
        var shape = await _collections.RequireAsync(collection, cancellationToken);
        PointBatchRules.Check(points, collection, shape.Space, shape.Dimension);
        if (points.Ids.Count > 0)
        {
            await OnAsync(collection, () => _upserts.WriteAsync(collection.Value, points, shape.Dimension, cancellationToken));
        }
    }

    /// <inheritdoc />
    public Task FinishLoadAsync(CollectionName collection, CancellationToken cancellationToken) =>
        OnAsync(collection, () => _readiness.FinishLoadAsync(collection, cancellationToken));

    /// <inheritdoc />
    public Task PublishAsync(CollectionName alias, CollectionName collection, CancellationToken cancellationToken) =>
        OnAsync(collection, () => _collections.PublishAsync(alias, collection, cancellationToken));

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoredPoint>> GetAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, PointSelector select, CancellationToken cancellationToken)
    {
        await _collections.RequireAsync(collection, cancellationToken);
        var found = new Dictionary<PointId, StoredPoint>();
        foreach (var some in ids.Distinct().Chunk(IdsPerRequest))
        {
            var message = new GetPoints
            {
                CollectionName = collection.Value,
                Ids = { some.Select(QdrantPoints.Write) },
                WithPayload = QdrantPoints.WithPayload(select),
                WithVectors = QdrantPoints.WithVectors(select),
            };
            var reply = await OnAsync(collection, () => _calls.ReadAsync(o => _calls.Points.GetAsync(message, o), cancellationToken));
            foreach (var point in reply.Result.Select(QdrantPoints.Read))
            {
                found[point.Id] = point;
            }
        }

        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<StoredPoint>()];
    }

    /// <inheritdoc />
    public async Task SetPayloadAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken)
    {
        await _collections.RequireAsync(collection, cancellationToken);
        PointBatchRules.CheckPayload(fields);
        if (fields.Count == 0)
        {
            return;
        }

        foreach (var some in ids.Chunk(IdsPerRequest))
        {
            // By filter: a list of ids is refused when one of them is not there.
            var message = new SetPayloadPoints
            {
                CollectionName = collection.Value,
                Wait = true,
                PointsSelector = new PointsSelector { Filter = QdrantFilters.Write(new Filter.HasId(some)) },
            };
            QdrantPayloads.Write(fields, message.Payload);
            await OnAsync(collection, () => _calls.WriteAsync(o => _calls.Points.SetPayloadAsync(message, o), cancellationToken));
        }
    }

    /// <inheritdoc />
    public async Task<long> DeleteAsync(CollectionName collection, IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        await _collections.RequireAsync(collection, cancellationToken);
        foreach (var some in ids.Chunk(IdsPerRequest))
        {
            var message = new DeletePoints { CollectionName = collection.Value, Wait = true, Points = QdrantPoints.Select(some) };
            await OnAsync(collection, () => _calls.WriteAsync(o => _calls.Points.DeleteAsync(message, o), cancellationToken));
        }

        return -1;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ScoredPoint>> QueryAsync(CollectionName collection, VectorQuery query, CancellationToken cancellationToken)
    {
        var shape = await _collections.RequireAsync(collection, cancellationToken);
        VectorQueryRules.Check(query, shape.Dimension);
        var message = QdrantQueries.Write(collection.Value, query, _options, await _calls.VersionAsync(cancellationToken));
        try
        {
            // The server counts from the top: it is asked for so many that the page lies among them, and for more where writes have moved it down, or where
            // the last of the page may have equals with smaller ids among those that did not come.
            while (true)
            {
                var reply = await _calls.ReadAsync(o => _calls.Points.QueryAsync(message, o), cancellationToken);
                List<ScoredPoint> page =
                [
                    .. reply.Result.Select(QdrantPoints.Read)
                        .Where(point => !(point.Score <= query.ScoreAbove) && query.After?.IsBefore(point.Score, point.Id) is not false)
                        .Order(ScoreOrder.Instance)
                        .Take(query.Limit),
                ];
                var isAll = (ulong)reply.Result.Count < message.Limit;
                var isClosed = page.Count == query.Limit ? reply.Result[^1].Score < page[^1].Score || message.Limit > QdrantQueries.MostEquals : query.After is null;
                if (isAll || isClosed)
                {
                    return page;
                }

                message.Limit = QdrantQueries.Deeper(message.Limit);
            }
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.CollectionNotFound)
        {
            // One code stands for a missing collection and for a missing example.
            _collections.Forget(collection);
            await _collections.RequireAsync(collection, cancellationToken);
            throw new FailureException(FailureKind.PointNotFound, $"An example of the query is not in collection '{collection}'.", e);
        }
    }

    /// <inheritdoc />
    public async Task<long> CountAsync(CollectionName collection, Filter? filter, CancellationToken cancellationToken)
    {
        VectorQueryRules.CheckFilter(filter);
        await _collections.RequireAsync(collection, cancellationToken);
        var message = new CountPoints { CollectionName = collection.Value, Exact = true, Filter = QdrantFilters.Write(filter) };
        var reply = await OnAsync(collection, () => _calls.ReadAsync(o => _calls.Points.CountAsync(message, o), cancellationToken));
        return (long)reply.Result.Count;
    }

    /// <inheritdoc />
    public async Task<ScrollPage> ScrollAsync(
        CollectionName collection, PointId? from, int limit, Filter? filter, PointSelector select, CancellationToken cancellationToken)
    {
        VectorQueryRules.CheckLimit(limit);
        VectorQueryRules.CheckFilter(filter);
        var shape = await _collections.RequireAsync(collection, cancellationToken);
        // With long vectors a page is larger than an answer may be: then it ends earlier, as any page may.
        var most = select.Vector ? Math.Max(1, QdrantCalls.LargestAnswer / 2 / (shape.Dimension * sizeof(float))) : limit;
        var message = new ScrollPoints
        {
            CollectionName = collection.Value,
            Filter = QdrantFilters.Write(filter),
            Limit = (uint)Math.Min(limit, most),
            WithPayload = QdrantPoints.WithPayload(select),
            WithVectors = QdrantPoints.WithVectors(select),
        };
        if (from is { } first)
        {
            message.Offset = QdrantPoints.Write(first);
        }

        var reply = await OnAsync(collection, () => _calls.ReadAsync(o => _calls.Points.ScrollAsync(message, o), cancellationToken));
        return new ScrollPage(
            [.. reply.Result.Select(QdrantPoints.Read)], reply.NextPageOffset is { } next ? QdrantPoints.Read(next) : null);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Cluster.VectorIndex.FacetHit>> FacetAsync(
        CollectionName collection, string field, Filter? filter, int limit, CancellationToken cancellationToken)
    {
        VectorQueryRules.CheckLimit(limit);
        VectorQueryRules.CheckFilter(filter);
        await _collections.RequireAsync(collection, cancellationToken);
        return await OnAsync(collection, () => QdrantFacets.CountAsync(this, _calls, _options, collection, field, filter, limit, cancellationToken));
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _calls.Dispose();

    private async Task OnAsync(CollectionName collection, Func<Task> call) => await OnAsync(
        collection,
        async () =>
        {
            await call();
            return true;
        });

    private async Task<T> OnAsync<T>(CollectionName collection, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.CollectionNotFound)
        {
            _collections.Forget(collection);
            throw;
        }
    }
}
