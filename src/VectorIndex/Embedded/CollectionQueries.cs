using System.Collections.Frozen;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex.Embedded.Memory;
using Cluster.VectorIndex.Embedded.Scanning;
using Cluster.VectorIndex.Embedded.Storage;

namespace Cluster.VectorIndex.Embedded;

/// <summary>The questions that are answered by a scan of memory.</summary>
internal sealed class CollectionQueries(SqliteReaders readers, MatrixLoader loader, MatrixScanner scanner)
{
    public async Task<IReadOnlyList<ScoredPoint>> QueryAsync(EmbeddedCollection collection, VectorQuery query, CancellationToken cancellationToken)
    {
        VectorQueryRules.Check(query, collection.Info.Dimension);
        var matrix = await loader.LoadAsync(collection, cancellationToken);
        await loader.AddColumnsAsync(collection, matrix, RowFilter.FieldsOf(query.Filter), cancellationToken);
        return await Task.Run(() => Answer(collection, matrix, query, cancellationToken), cancellationToken);
    }

    public async Task<long> CountAsync(EmbeddedCollection collection, CollectionMatrix matrix, Filter filter, CancellationToken cancellationToken)
    {
        await loader.AddColumnsAsync(collection, matrix, RowFilter.FieldsOf(filter), cancellationToken);
        return await Task.Run(() => RowCounts.Count(matrix, filter), cancellationToken);
    }

    public async Task<IReadOnlyList<FacetHit>> FacetAsync(
        EmbeddedCollection collection, CollectionMatrix matrix, string field, Filter? filter, int limit, CancellationToken cancellationToken)
    {
        await loader.AddColumnsAsync(collection, matrix, [field, .. RowFilter.FieldsOf(filter)], cancellationToken);
        return await Task.Run(() => RowCounts.Facet(matrix, field, filter, limit), cancellationToken);
    }

    private IReadOnlyList<ScoredPoint> Answer(EmbeddedCollection collection, CollectionMatrix matrix, VectorQuery query, CancellationToken cancellationToken)
    {
        var examples = VectorQueryRules.ExamplesOf(query.By);
        var snapshot = matrix.Current;
        var request = new ScanRequest(Scorer.For(query.By, VectorsOf(collection, examples)), snapshot.Dimension, query.Limit)
        {
            Filter = query.Filter is null ? null : RowFilter.Compile(query.Filter, matrix.Columns),
            ScoreAbove = query.ScoreAbove,
            After = query.After,
            Exact = query.Exact || query.After is not null,
            Excluded = examples.OfType<QueryExample.Point>().Select(static point => point.Id).ToFrozenSet(),
        };
        var hits = scanner.Scan(snapshot, request, cancellationToken);
        return query.Select.Fields is { Count: 0 }
            ? Array.ConvertAll(hits, hit => PointOf(hit, new Dictionary<string, PayloadValue>(), query.Select))
            : readers.Read(session => WithPayloads(session, collection, hits, query.Select));
    }

    // A point deleted since the scan is left out: its payload is gone.
    private static List<ScoredPoint> WithPayloads(SqliteSession session, EmbeddedCollection collection, RowHit[] hits, PointSelector select)
    {
        var points = new List<ScoredPoint>(hits.Length);
        if (!CollectionCatalog.IsThere(session, collection.Key))
        {
            throw CollectionSpecRules.NotFound(collection.Info.Name);
        }

        foreach (var hit in hits)
        {
            if (collection.Tables.FindPayload(session, hit.Id, select.Fields) is { } payload)
            {
                points.Add(PointOf(hit, payload, select));
            }
        }

        return points;
    }

    private static ScoredPoint PointOf(RowHit hit, IReadOnlyDictionary<string, PayloadValue> payload, PointSelector select) =>
        new(hit.Id, hit.Score, payload) { Vector = select.Vector ? hit.Block.Vector(hit.Row).ToArray() : default(ReadOnlyMemory<float>?) };

    private ReadOnlyMemory<float>[] VectorsOf(EmbeddedCollection collection, IReadOnlyList<QueryExample> examples)
    {
        if (examples.All(static example => example is QueryExample.Raw))
        {
            return [.. examples.Select(static example => ((QueryExample.Raw)example).Values)];
        }

        return readers.Read(session =>
        {
            if (!CollectionCatalog.IsThere(session, collection.Key))
            {
                throw CollectionSpecRules.NotFound(collection.Info.Name);
            }

            return examples.Select(example => example switch
            {
                QueryExample.Raw raw => raw.Values,
                QueryExample.Point point => collection.Tables.FindVector(session, point.Id)
                    ?? throw new FailureException(FailureKind.PointNotFound, $"There is no point {point.Id} in collection '{collection.Info.Name}'."),
                _ => throw new NotSupportedException($"No vector for {example.GetType().Name}."),
            }).ToArray();
        });
    }
}
