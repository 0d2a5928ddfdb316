using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Grains.Collections;
using Cluster.Grains.Reembedding.Gates;
using Cluster.VectorIndex;

namespace Cluster.Grains.Reembedding.Reports;

/// <summary>Asks a few questions of both generations and shows the answers in pictures.</summary>
public sealed class ReportExamples(IVectorIndex index, TextQueries texts, CorpusPictures pictures)
{
    private const int PictureQuestions = 6;
    private const int TextQuestions = 6;
    private const int Answers = 5;
    private const int Pixels = 96;

    /// <summary>The examples: sampled pictures, and texts of the labelled data where there are any.</summary>
    public async Task<IReadOnlyList<ReportExample>> AskAsync(GateContext context, CancellationToken cancellationToken)
    {
        List<ReportExample> examples = [];
        foreach (var point in context.Sample.Take(PictureQuestions))
        {
            var example = new Scoring.Nearest(new QueryExample.Point(point.Id));
            examples.Add(new ReportExample(
                null,
                await ShowAsync(context.Corpora, point.Key, point.Corpus, null, cancellationToken),
                [await AskAsync(context, context.Old, example, cancellationToken), await AskAsync(context, context.New, example, cancellationToken)]));
        }

        foreach (var text in TextsOf(context))
        {
            examples.Add(new ReportExample(text, null, [await AskAsync(context, context.Old, text, cancellationToken), await AskAsync(context, context.New, text, cancellationToken)]));
        }

        return examples;
    }

    /// <summary>A picture of an image of a corpus.</summary>
    public async Task<ReportPicture> ShowAsync(
        IReadOnlyDictionary<CorpusId, CorpusSpec> corpora, string? key, string? corpus, float? score, CancellationToken cancellationToken)
    {
        var rendered = key is not null && corpus is not null && corpora.TryGetValue(new CorpusId(corpus), out var spec)
            ? await pictures.RenderAsync(spec, new BlobKey(key), Pixels, cancellationToken)
            : null;
        return new ReportPicture(key ?? "", score, rendered is { Succeeded: true } ? rendered.Value.Jpeg.ToArray() : null);
    }

    private static IEnumerable<string> TextsOf(GateContext context)
    {
        if (context.Spec.Labels is not { } csv || LabelledData.Read(csv) is not { Succeeded: true, Value: { } data })
        {
            return [];
        }

        return data.Queries.Keys.Concat(data.Labels.Values.Distinct().Order(StringComparer.Ordinal).Select(static label => $"a photo of a {label}.")).Take(TextQuestions);
    }

    private async Task<IReadOnlyList<ReportPicture>> AskAsync(GateContext context, LiveCollection place, string text, CancellationToken cancellationToken) =>
        await texts.EncodeAsync(place.Encoder, place.Dimension, [text], cancellationToken) is { } row
            ? await AskAsync(context, place, new Scoring.Nearest(new QueryExample.Raw(row)), cancellationToken)
            : [];

    private async Task<IReadOnlyList<ReportPicture>> AskAsync(GateContext context, LiveCollection place, Scoring scoring, CancellationToken cancellationToken)
    {
        var hits = await index.QueryAsync(
            place.Collection, new VectorQuery(scoring, Answers) { Select = new PointSelector(false, [PayloadFields.Key, PayloadFields.Corpus]) }, cancellationToken);
        List<ReportPicture> shown = [];
        foreach (var hit in hits)
        {
            shown.Add(await ShowAsync(
                context.Corpora,
                (hit.Payload.GetValueOrDefault(PayloadFields.Key) as PayloadValue.Text)?.Value,
                (hit.Payload.GetValueOrDefault(PayloadFields.Corpus) as PayloadValue.Text)?.Value,
                hit.Score,
                cancellationToken));
        }

        return shown;
    }
}
