using System.Collections.Concurrent;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex.Embedded.Memory;
using Cluster.VectorIndex.Embedded.Scanning;
using Cluster.VectorIndex.Embedded.Storage;
using Microsoft.Extensions.Logging;

namespace Cluster.VectorIndex.Embedded;

/// <summary>
/// The index of one machine: one SQLite file is the truth; the vectors of a collection are held in memory from its first query on and scanned
/// exactly, by all cores.
/// </summary>
/// <remarks>
/// A process that only writes holds no vectors. A completed write is in the file, and every query that begins later sees it; a query sees one
/// state between two writes. One process at a time may have the file open.
/// </remarks>
public sealed class EmbeddedVectorIndex : IVectorIndex, IAsyncDisposable
{
    private readonly ConcurrentDictionary<CollectionName, EmbeddedCollection> _collections = new();
    private readonly IndexFileLock _fileLock;
    private readonly SqliteReaders _readers;
    private readonly WriteQueue _writes;
    private readonly MatrixLoader _loader;
    private readonly CollectionQueries _queries;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">Conflict when another process has it open; Unavailable or InvalidRequest when it cannot be used.</exception>
    public EmbeddedVectorIndex(EmbeddedVectorIndexOptions options, ILogger<EmbeddedVectorIndex> logger, TimeProvider? time = null)
    {
        _fileLock = new IndexFileLock(options.Path);
        SqliteSession? writer = null;
        try
        {
            writer = new SqliteSession(options, readOnly: false);
            CollectionCatalog.Prepare(writer, options);
            foreach (var (key, info) in CollectionCatalog.Read(writer))
            {
                _collections[info.Name] = new EmbeddedCollection(key, info);
            }

            _readers = new SqliteReaders(options);
            _writes = new WriteQueue(writer);
            _loader = new MatrixLoader(options, _readers, _writes, time ?? TimeProvider.System, logger);
            _queries = new CollectionQueries(_readers, _loader, new MatrixScanner(options));
        }
        catch
        {
            writer?.Dispose();
            _fileLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task CreateCollectionAsync(CollectionSpec spec, CancellationToken cancellationToken)
    {
        CollectionSpecRules.Check(spec);
        if (_collections.TryGetValue(spec.Name, out var there))
        {
            CollectionSpecRules.CheckSame(spec, there.Info.Space, there.Info.Dimension);
            return;
        }

        await _writes.WriteAsync(
            bytes: 0,
            session => CollectionCatalog.FindKey(session, spec.Name) is null ? CollectionCatalog.Add(session, spec) : 0,
            key =>
            {
                if (key > 0)
                {
                    _collections[spec.Name] = new EmbeddedCollection(key, new CollectionInfo(spec.Name, spec.Space, spec.Dimension, Points: 0));
                }
            },
            cancellationToken);
        var made = Find(spec.Name).Info;
        CollectionSpecRules.CheckSame(spec, made.Space, made.Dimension);
    }

    /// <inheritdoc />
    public Task<bool> DropCollectionAsync(CollectionName collection, CancellationToken cancellationToken) => _writes.WriteAsync(
        bytes: 0,
        session =>
        {
            var key = CollectionCatalog.FindKey(session, collection);
            if (key is { } found)
            {
                CollectionCatalog.Remove(session, found);
            }

            return key is not null;
        },
        dropped =>
        {
            if (dropped)
            {
                _collections.TryRemove(collection, out _);
            }
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<CollectionInfo?> FindCollectionAsync(CollectionName collection, CancellationToken cancellationToken) =>
        Task.FromResult(_collections.GetValueOrDefault(collection)?.Info);

    /// <inheritdoc />
    public Task<IReadOnlyList<CollectionInfo>> ListCollectionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CollectionInfo>>(
            [.. _collections.Values.Select(static c => c.Info).OrderBy(static info => info.Name.Value, StringComparer.Ordinal)]);

    /// <inheritdoc />
    public async Task UpsertAsync(CollectionName collection, PointBatch points, CancellationToken cancellationToken)
    {
        var target = Find(collection);
        PointBatchRules.Check(points, collection, target.Info.Space, target.Info.Dimension);
        if (points.Ids.Count == 0)
        {
            return;
        }

        var payloads = points.Payloads.Select(StoredPayload.Write).ToArray();
        await ChangeAsync(
            target,
            bytes: (long)points.Vectors.Length * sizeof(float),
            session =>
            {
                var added = 0L;
                for (var i = 0; i < points.Ids.Count; i++)
                {
                    var vector = points.Vectors.Span.Slice(i * target.Info.Dimension, target.Info.Dimension);
                    added += target.Tables.Put(session, points.Ids[i], vector, payloads[i]) ? 1 : 0;
                }

                return (added, added);
            },
            () => Put(points, target),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task SetPayloadAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken)
    {
        var target = Find(collection);
        PointBatchRules.CheckPayload(fields);
        return ChangeAsync(
            target,
            bytes: ids.Count * 256L,
            session => (ids.LongCount(id => target.Tables.SetPayload(session, id, fields)), 0L),
            () => matrix =>
            {
                foreach (var id in ids)
                {
                    matrix.SetPayload(id, fields);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<long> DeleteAsync(CollectionName collection, IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        var target = Find(collection);
        return ChangeAsync(
            target,
            bytes: ids.Count * 256L,
            session =>
            {
                var deleted = ids.LongCount(id => target.Tables.Delete(session, id));
                return (deleted, -deleted);
            },
            () => matrix =>
            {
                foreach (var id in ids)
                {
                    matrix.Remove(id);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredPoint>> GetAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, PointSelector select, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<StoredPoint>>(
            collection, (target, session) => [.. ids.Select(id => target.Tables.Find(session, id, select)).OfType<StoredPoint>()], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(CollectionName collection, VectorQuery query, CancellationToken cancellationToken) =>
        _queries.QueryAsync(Find(collection), query, cancellationToken);

    /// <inheritdoc />
    public async Task<long> CountAsync(CollectionName collection, Filter? filter, CancellationToken cancellationToken)
    {
        var target = Find(collection);
        VectorQueryRules.CheckFilter(filter);
        if (filter is null)
        {
            return target.Info.Points;
        }

        return target.Matrix is { } matrix
            ? await _queries.CountAsync(target, matrix, filter, cancellationToken)
            : await ReadAsync(
                collection,
                (_, session) => target.Tables.Walk(session, from: null, filter, [.. RowFilter.FieldsOf(filter)], cancellationToken).LongCount(),
                cancellationToken);
    }

    /// <inheritdoc />
    public Task<ScrollPage> ScrollAsync(
        CollectionName collection, PointId? from, int limit, Filter? filter, PointSelector select, CancellationToken cancellationToken)
    {
        VectorQueryRules.CheckLimit(limit);
        VectorQueryRules.CheckFilter(filter);
        return ReadAsync(
            collection,
            (target, session) =>
            {
                var ids = target.Tables.Walk(session, from, filter, [.. RowFilter.FieldsOf(filter)], cancellationToken)
                    .Take(limit + 1).Select(static point => point.Id).ToList();
                var points = ids.Take(limit).Select(id => target.Tables.Find(session, id, select)!).ToList();
                return new ScrollPage(points, ids.Count > limit ? ids[limit] : null);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<FacetHit>> FacetAsync(
        CollectionName collection, string field, Filter? filter, int limit, CancellationToken cancellationToken)
    {
        VectorQueryRules.CheckLimit(limit);
        VectorQueryRules.CheckFilter(filter);
        if (Find(collection) is { Matrix: { } matrix } loaded)
        {
            return _queries.FacetAsync(loaded, matrix, field, filter, limit, cancellationToken);
        }

        return ReadAsync(
            collection,
            (target, session) =>
            {
                var counts = new FacetCounts();
                foreach (var (_, payload) in target.Tables.Walk(session, from: null, filter, [field, .. RowFilter.FieldsOf(filter)], cancellationToken))
                {
                    counts.Add(payload.GetValueOrDefault(field));
                }

                return counts.Top(limit);
            },
            cancellationToken);
    }

    /// <summary>Ends what is under way and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        _readers.Dispose();
        _fileLock.Dispose();
    }

    // A write that is kept until a load ends outlives the caller's memory, so it takes a copy.
    private static Action<CollectionMatrix> Put(PointBatch points, EmbeddedCollection target)
    {
        var vectors = target.Matrix is null ? points.Vectors.ToArray() : points.Vectors;
        return matrix =>
        {
            for (var i = 0; i < points.Ids.Count; i++)
            {
                matrix.Put(points.Ids[i], vectors.Span.Slice(i * matrix.Dimension, matrix.Dimension), points.Payloads[i]);
            }
        };
    }

    private EmbeddedCollection Find(CollectionName collection) =>
        _collections.TryGetValue(collection, out var found) ? found : throw CollectionSpecRules.NotFound(collection);

    private Task<T> ReadAsync<T>(CollectionName collection, Func<EmbeddedCollection, SqliteSession, T> read, CancellationToken cancellationToken)
    {
        var target = Find(collection);
        return _readers.ReadAsync(
            session => CollectionCatalog.IsThere(session, target.Key) ? read(target, session) : throw CollectionSpecRules.NotFound(collection),
            cancellationToken);
    }

    private async Task<long> ChangeAsync(
        EmbeddedCollection target,
        long bytes,
        Func<SqliteSession, (long Result, long Difference)> write,
        Func<Action<CollectionMatrix>> change,
        CancellationToken cancellationToken)
    {
        var (result, _) = await _writes.WriteAsync(
            bytes,
            session =>
            {
                if (!CollectionCatalog.IsThere(session, target.Key))
                {
                    throw CollectionSpecRules.NotFound(target.Info.Name);
                }

                var written = write(session);
                CollectionCatalog.AddPoints(session, target.Key, written.Difference);
                return written;
            },
            written => target.Apply(written.Difference, target.FollowsWrites ? change() : null),
            cancellationToken);
        return result;
    }
}
