using System.Globalization;
using Cluster.Domain.Identity;
using Cluster.Domain.Reembedding;
using Cluster.VectorIndex;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>Whether the index of the new generation finds what an exact search finds, and how far its neighbours are those of the old one.</summary>
public sealed class NeighbourGates(IVectorIndex index)
{
    private const int Neighbours = 10;

    /// <summary>Measures both.</summary>
    public async Task<IReadOnlyList<GateResult>> MeasureAsync(GateContext context, CancellationToken cancellationToken)
    {
        var (recall, overlap) = (new List<double>(), context.Evidence.Overlaps);
        foreach (var point in context.Sample)
        {
            var quick = await AskAsync(context.New.Collection, point.Id, exact: false, cancellationToken);
            var exact = await AskAsync(context.New.Collection, point.Id, exact: true, cancellationToken);
            var old = await AskAsync(context.Old.Collection, point.Id, exact: false, cancellationToken);
            if (exact.Count > 0)
            {
                recall.Add(Shared(quick, exact));
            }

            if (old.Count > 0)
            {
                overlap.Add(Shared(quick, old));
            }
        }

        var (meanRecall, meanOverlap) = (Mean(recall), Mean(overlap));
        // In a collection of few points even noise shares neighbours, and in one of ten or less all.
        var (recallPasses, overlapPasses) = (meanRecall >= context.Bounds.MinIndexRecall, meanOverlap >= context.Bounds.MinNeighbourOverlap);
        var text = CultureInfo.InvariantCulture;
        return
        [
            new GateResult(
                "index-recall", recallPasses, meanRecall, context.Bounds.MinIndexRecall,
                string.Create(text, $"recall@{Neighbours} of the index against exact search is {meanRecall:0.000} over {recall.Count} points")
                    + (recallPasses ? "" : ". Raise the search effort or the number of links of the graph, or round the copies less.")),
            new GateResult(
                "neighbour-overlap", overlapPasses, meanOverlap, context.Bounds.MinNeighbourOverlap,
                string.Create(text, $"both generations agree on {100 * meanOverlap:0.0} % of the {Neighbours} nearest neighbours of {overlap.Count} points")
                    + (overlapPasses ? "" : ". That is as little as chance gives: the new vectors do not follow the pictures. Check the preprocessing and the weights of the new encoder.")),
        ];
    }

    private static double Mean(List<double> values) => values.Count == 0 ? 1 : values.Average();

    private static double Shared(HashSet<PointId> found, HashSet<PointId> wanted) =>
        wanted.Count == 0 ? 1 : (double)wanted.Count(found.Contains) / wanted.Count;

    private async Task<HashSet<PointId>> AskAsync(CollectionName collection, PointId point, bool exact, CancellationToken cancellationToken) =>
    [
        .. (await index.QueryAsync(
            collection, new VectorQuery(new Scoring.Nearest(new QueryExample.Point(point)), Neighbours) { Exact = exact }, cancellationToken)).Select(static hit => hit.Id),
    ];
}
