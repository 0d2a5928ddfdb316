using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex.Qdrant.Wire;
using Filter = Cluster.Domain.Retrieval.Filter;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Facets: counted by the server for indexed fields, here by a walk over the points for others.</summary>
internal static class QdrantFacets
{
    private const int PointsPerPage = 1_000;

    // The server orders equally frequent values its own way; with some more than wanted, most of them fall inside and can be put in our order.
    private const int TieMargin = 256;

    public static async Task<IReadOnlyList<Cluster.VectorIndex.FacetHit>> CountAsync(
        QdrantVectorIndex index,
        QdrantCalls calls,
        QdrantVectorIndexOptions options,
        CollectionName collection,
        string field,
        Filter? filter,
        int limit,
        CancellationToken cancellationToken)
    {
        if (!options.Layout.Indexes.TryGetValue(field, out var kind) || kind is not (PayloadIndexKind.Keyword or PayloadIndexKind.Integer or PayloadIndexKind.Truth))
        {
            return await WalkAsync(index, collection, field, filter, limit, cancellationToken);
        }

        var message = new Wire.FacetCounts
        {
            CollectionName = collection.Value, Key = QdrantFilters.KeyOf(field), Limit = (ulong)(limit + TieMargin), Exact = true,
        };
        if (QdrantFilters.Write(filter) is { } condition)
        {
            message.Filter = condition;
        }

        var reply = await calls.ReadAsync(o => calls.Points.FacetAsync(message, o), cancellationToken);
        return [.. reply.Hits.Select(Read).Order(FacetOrder.Instance).Take(limit)];
    }

    private static Cluster.VectorIndex.FacetHit Read(Wire.FacetHit hit) => new(
        hit.Value.VariantCase switch
        {
            FacetValue.VariantOneofCase.IntegerValue => new PayloadValue.Integer(hit.Value.IntegerValue),
            FacetValue.VariantOneofCase.BoolValue => new PayloadValue.Truth(hit.Value.BoolValue),
            _ => new PayloadValue.Text(hit.Value.StringValue),
        },
        (long)hit.Count);

    private static async Task<IReadOnlyList<Cluster.VectorIndex.FacetHit>> WalkAsync(
        QdrantVectorIndex index, CollectionName collection, string field, Filter? filter, int limit, CancellationToken cancellationToken)
    {
        var counts = new Cluster.VectorIndex.FacetCounts();
        ScrollPage? page = null;
        do
        {
            page = await index.ScrollAsync(collection, page?.Next, PointsPerPage, filter, new PointSelector(false, [field]), cancellationToken);
            foreach (var point in page.Points)
            {
                counts.Add(point.Payload.GetValueOrDefault(field));
            }
        }
        while (page.Next is not null);
        return counts.Top(limit);
    }
}
