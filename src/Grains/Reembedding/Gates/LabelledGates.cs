using System.Globalization;
using Cluster.Domain.Classification;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Reembedding;
using Cluster.VectorIndex;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>Old against new on the user's own labelled data: zero-shot accuracy, or recall@k of texts.</summary>
public sealed class LabelledGates(IVectorIndex index, TextQueries texts)
{
    private const int VectorsAtOnce = 500;
    private static readonly int[] Depths = [1, 5, 10];

    /// <summary>Measures what the data allows; nothing without data.</summary>
    public async Task<IReadOnlyList<GateResult>> MeasureAsync(GateContext context, CancellationToken cancellationToken)
    {
        if (context.Spec.Labels is null)
        {
            return [];
        }

        var data = LabelledData.Read(context.Spec.Labels).OrThrow();
        return data.Labels.Count > 0 ? [await ZeroShotAsync(context, data, cancellationToken)] : [await RecallAsync(context, data, cancellationToken)];
    }

    private async Task<GateResult> ZeroShotAsync(GateContext context, LabelledData data, CancellationToken cancellationToken)
    {
        string[] classes = [.. data.Labels.Values.Distinct().Order(StringComparer.Ordinal)];
        var old = await AccuracyAsync(context, context.Old, data, classes, cancellationToken);
        var made = await AccuracyAsync(context, context.New, data, classes, cancellationToken);
        return Judge(context, "zero-shot", "zero-shot accuracy", $"{made?.Count ?? 0} labelled pictures of {classes.Length} classes", old?.Share, made?.Share);
    }

    private async Task<(double Share, int Count)?> AccuracyAsync(
        GateContext context, LiveCollection place, LabelledData data, string[] classes, CancellationToken cancellationToken)
    {
        var set = LabelSet.Of(classes);
        if (await texts.EncodeAsync(place.Encoder, place.Dimension, [.. set.Prompts()], cancellationToken) is not { } prompts)
        {
            return null;
        }

        var head = ZeroShot.Head(place.Space, set, prompts, new LogitScale(1));
        var wanted = data.Labels.SelectMany(pair => IdsOf(context, pair.Key).Select(id => (Id: id, Label: pair.Value))).ToDictionary(static one => one.Id, static one => one.Label);
        var (right, count) = (0, 0);
        foreach (var some in wanted.Keys.Chunk(VectorsAtOnce))
        {
            foreach (var point in await index.GetAsync(place.Collection, some, new PointSelector(true, []), cancellationToken))
            {
                count++;
                right += head.Classify(point.Vector!.Value.Span, 1)[0].Label == wanted[point.Id] ? 1 : 0;
            }
        }

        return count == 0 ? null : ((double)right / count, count);
    }

    private async Task<GateResult> RecallAsync(GateContext context, LabelledData data, CancellationToken cancellationToken)
    {
        var old = await RecallAsync(context, context.Old, data, cancellationToken);
        var made = await RecallAsync(context, context.New, data, cancellationToken);
        for (var i = 0; i < Depths.Length - 1 && old is not null && made is not null; i++)
        {
            context.Evidence.Labelled.Add(($"recall@{Depths[i]}", old[i], made[i]));
        }

        return Judge(context, "text-recall", $"recall@{Depths[^1]}", $"{data.Queries.Count} queries", old?[^1], made?[^1]);
    }

    private async Task<double[]?> RecallAsync(GateContext context, LiveCollection place, LabelledData data, CancellationToken cancellationToken)
    {
        string[] queries = [.. data.Queries.Keys];
        if (await texts.EncodeAsync(place.Encoder, place.Dimension, queries, cancellationToken) is not { } rows)
        {
            return null;
        }

        var found = new double[Depths.Length];
        for (var i = 0; i < queries.Length; i++)
        {
            var wanted = data.Queries[queries[i]].SelectMany(key => IdsOf(context, key)).ToHashSet();
            var hits = await index.QueryAsync(
                place.Collection,
                new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(rows.AsMemory(i * place.Dimension, place.Dimension))), Depths[^1]),
                cancellationToken);
            for (var depth = 0; depth < Depths.Length; depth++)
            {
                found[depth] += hits.Take(Depths[depth]).Any(hit => wanted.Contains(hit.Id)) ? 1.0 / queries.Length : 0;
            }
        }

        return found;
    }

    private static IEnumerable<PointId> IdsOf(GateContext context, string key) => context.Corpora.Keys.Select(corpus => PointId.For(corpus, new BlobKey(key)));

    private static GateResult Judge(GateContext context, string name, string what, string over, double? old, double? made)
    {
        if (old is null || made is null)
        {
            var lacking = made is null ? context.New.Encoder : context.Old.Encoder;
            return new GateResult(name, made is not null, made ?? 0, 0, $"{what} cannot be measured: '{lacking}' has no text tower, or none of the labelled keys is in the collection");
        }

        context.Evidence.Labelled.Add((what, old.Value, made.Value));
        var bound = old.Value - context.Bounds.MaxQualityLoss;
        var passed = made.Value >= bound;
        return new GateResult(
            name, passed, made.Value, bound,
            string.Create(CultureInfo.InvariantCulture, $"{what} is {made.Value:0.000} with the new encoder and {old.Value:0.000} with the old one, over {over}")
                + (passed ? "" : ". The new encoder, or the way its pictures are prepared, is worse on this data: check its preprocessing first."));
    }
}
