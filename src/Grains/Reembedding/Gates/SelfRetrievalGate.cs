using System.Globalization;
using System.Numerics.Tensors;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Reembedding;
using Cluster.Grains.Encoders;
using Cluster.VectorIndex;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>
/// Sampled pictures, embedded afresh as a query is, must find themselves. Catches a bulk path that prepares pictures otherwise than the query path,
/// changed model files, and vectors under the wrong id.
/// </summary>
public sealed class SelfRetrievalGate(IVectorIndex index, ClusterEmbedder embedder)
{
    /// <summary>Similarity below which a stored vector is not the picture's; rounding in an index costs less.</summary>
    private const double LeastFreshness = 0.97;

    /// <summary>A picture may be in the corpus many times, under other keys.</summary>
    private const float Tie = 1e-3f;

    /// <summary>Measures.</summary>
    public async Task<GateResult> MeasureAsync(GateContext context, CancellationToken cancellationToken)
    {
        var (asked, found) = (0, 0);
        foreach (var point in context.Sample)
        {
            if (await FreshAsync(context, point, cancellationToken) is not { } fresh)
            {
                continue;
            }

            asked++;
            var freshness = await index.GetAsync(context.New.Collection, [point.Id], new PointSelector(true, []), cancellationToken) is [{ Vector: { } vector }]
                ? TensorPrimitives.Dot(vector.Span, fresh.Span)
                : 0;
            context.Evidence.Freshness.Add(freshness);
            var hits = await index.QueryAsync(context.New.Collection, new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(fresh)), 10), cancellationToken);
            // Found, or crowded out by pictures that are as near as itself.
            found += freshness >= LeastFreshness && (hits.Any(hit => hit.Id == point.Id) || (hits.Count > 0 && hits[^1].Score >= freshness - Tie)) ? 1 : 0;
        }

        var share = asked == 0 ? 1 : (double)found / asked;
        var mean = context.Evidence.Freshness.Count == 0 ? 1 : context.Evidence.Freshness.Average();
        var passed = share >= context.Bounds.MinSelfRetrieval;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{found} of {asked} sampled pictures find themselves; a stored vector agrees with a fresh one to {mean:0.0000} on average");
        return new GateResult("self-retrieval", passed, share, context.Bounds.MinSelfRetrieval, passed
            ? detail
            : context.Evidence.Freshness.Count(static one => one < LeastFreshness) * 2 > asked - found
                ? $"{detail}. The stored vectors were made with another preprocessing or other weights than queries use: compare preprocessor_config.json and the model files with those of the building."
                : $"{detail}. The vectors are right, but the index does not find them: look at its configuration.");
    }

    private async Task<ReadOnlyMemory<float>?> FreshAsync(GateContext context, SampledPoint point, CancellationToken cancellationToken)
    {
        if (point.Key is null || point.Corpus is null || !context.Corpora.TryGetValue(new CorpusId(point.Corpus), out var spec))
        {
            return null;
        }

        return (await embedder.EmbedAsync(
            context.New.Encoder, new CorpusPicture(spec, new BlobKey(point.Key), context.New.Space, IsQuery: true), cancellationToken)).Value?.Vector;
    }
}
