using Cluster.Contracts.Collections;
using Cluster.Contracts.Comparisons;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Classification;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Grains.Encoders;
using Cluster.Grains.Reembedding.Gates;
using Cluster.Grains.Reembedding.Reports;
using Cluster.VectorIndex;

namespace Cluster.Grains.Comparisons;

/// <summary>
/// Compares encoders on a sample of a collection's own pictures. 1. The sample is drawn. 2. Every encoder embeds it, and the labels. 3. Figures are
/// computed exactly, over the sample alone. 4. The report shows them, with the same questions asked of all.
/// </summary>
public sealed class EncoderComparison(
    IGrainFactory grains,
    IVectorIndex index,
    ClusterEmbedder embedder,
    TextQueries texts,
    ReportExamples pictures,
    ComparisonReports reports,
    TimeProvider time)
{
    private const int Neighbours = 10;
    private const int Shown = 5;
    private const int Questions = 6;
    private const int AtOnce = 4;
    private const int Seed = 20_260;

    /// <summary>Runs it; the figures and the verdict.</summary>
    public async Task<(IReadOnlyList<EncoderFigures> Figures, string Verdict)> RunAsync(
        ComparisonSpec spec, IReadOnlyList<EncoderDescription> encoders, Action<string> doing, CancellationToken cancellationToken)
    {
        var described = (await grains.GetGrain<ICollectionGrain>(spec.Collection.Value).DescribeAsync(cancellationToken)).OrThrow();
        var corpora = described.Corpora.ToDictionary(static corpus => corpus.Id);
        var data = spec.Labels is null ? null : LabelledData.Read(spec.Labels).OrThrow();
        doing("drawing the sample");
        var (sample, total) = await DrawAsync(described.Live.Collection, data, spec.Sample, cancellationToken);
        string?[] classes = [.. sample.Select(point => ClassOf(point, data))];
        List<(EncoderFigures Figures, SampledVectors Vectors, IReadOnlyList<IReadOnlyList<int>> Neighbours)> made = [];
        foreach (var encoder in encoders)
        {
            doing($"embedding {sample.Count} pictures with {encoder.Id}");
            var (vectors, speed) = await EmbedAsync(encoder, sample, corpora, cancellationToken);
            var neighbours = vectors.Neighbours(Neighbours);
            var hours = speed > 0 ? total / speed / 3_600 : 0;
            made.Add((
                new EncoderFigures
                {
                    Encoder = encoder.Id,
                    Family = encoder.Family,
                    Licence = encoder.Licence,
                    Dimension = encoder.Dimension,
                    ZeroShot = data is { Labels.Count: > 0 } ? await ZeroShotAsync(encoder, vectors, classes, cancellationToken) : null,
                    TextRecall = data is { Queries.Count: > 0 } ? await RecallAsync(encoder, vectors, sample, data, cancellationToken) : null,
                    Purity = ComparisonMeasures.Purity(neighbours, classes),
                    ImagesPerSecond = speed,
                    Hours = hours,
                    Cost = hours * spec.PricePerHour,
                    VectorBytes = total * encoder.Dimension * sizeof(float),
                    Pictures = vectors.Count,
                },
                vectors,
                neighbours));
        }

        IReadOnlyList<EncoderFigures> figures =
            [.. made.Select(one => one.Figures with { Agreement = [.. made.Select(other => ComparisonMeasures.Agreement(one.Neighbours, other.Neighbours))] })];
        doing("writing the report");
        var verdict = ComparisonVerdict.Of(figures);
        var examples = await AskAsync(encoders, [.. made.Select(static one => one.Vectors)], sample, corpora, data, cancellationToken);
        await reports.WriteAsync(spec, total, sample.Count, figures, verdict, examples, cancellationToken);
        return (figures, verdict);
    }

    private async Task<(IReadOnlyList<SampledPoint> Sample, long Total)> DrawAsync(CollectionName collection, LabelledData? data, int size, CancellationToken cancellationToken)
    {
        var wanted = data?.Labels.Keys.Concat(data.Queries.Values.SelectMany(static keys => keys)).ToHashSet(StringComparer.Ordinal);
        var sample = new Reservoir<SampledPoint>(size, Seed);
        long total = 0;
        PointId? next = null;
        do
        {
            var page = await index.ScrollAsync(collection, next, 1_000, null, new PointSelector(false, [PayloadFields.Key, PayloadFields.Corpus]), cancellationToken);
            foreach (var point in page.Points)
            {
                total++;
                var key = (point.Payload.GetValueOrDefault(PayloadFields.Key) as PayloadValue.Text)?.Value;
                if (key is not null && wanted?.Contains(key) is not false)
                {
                    sample.Offer(() => new SampledPoint(point.Id, key, (point.Payload.GetValueOrDefault(PayloadFields.Corpus) as PayloadValue.Text)?.Value));
                }
            }

            next = page.Next;
        }
        while (next is not null);
        return (sample.Kept, total);
    }

    private async Task<(SampledVectors Vectors, double Speed)> EmbedAsync(
        EncoderDescription encoder, IReadOnlyList<SampledPoint> sample, Dictionary<CorpusId, CorpusSpec> corpora, CancellationToken cancellationToken)
    {
        var rows = new ReadOnlyMemory<float>?[sample.Count];
        var warm = Math.Min(AtOnce, sample.Count);
        await EachAsync(0, warm);
        var begun = time.GetTimestamp();
        await EachAsync(warm, sample.Count);
        var seconds = time.GetElapsedTime(begun).TotalSeconds;
        return (new SampledVectors(rows), sample.Count > warm && seconds > 0 ? (sample.Count - warm) / seconds : 0);

        Task EachAsync(int first, int end) => Parallel.ForAsync(
            first,
            end,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) => rows[i] = await EmbedAsync(encoder, sample[i], corpora, token));
    }

    private async Task<ReadOnlyMemory<float>?> EmbedAsync(
        EncoderDescription encoder, SampledPoint point, Dictionary<CorpusId, CorpusSpec> corpora, CancellationToken cancellationToken)
    {
        if (point.Corpus is null || !corpora.TryGetValue(new CorpusId(point.Corpus), out var spec))
        {
            return null;
        }

        return (await embedder.EmbedAsync(encoder.Id, new CorpusPicture(spec, new BlobKey(point.Key!), encoder.Space), cancellationToken)).Value?.Vector;
    }

    private async Task<double?> ZeroShotAsync(EncoderDescription encoder, SampledVectors vectors, string?[] classes, CancellationToken cancellationToken)
    {
        var set = LabelSet.Of([.. classes.OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
        if (!encoder.HasText || set.Labels.Count < 2 || await texts.EncodeAsync(encoder.Id, encoder.Dimension, [.. set.Prompts()], cancellationToken) is not { } prompts)
        {
            return null;
        }

        var head = ZeroShot.Head(encoder.Space, set, prompts, new LogitScale(1));
        var judged = Enumerable.Range(0, classes.Length).Where(i => classes[i] is not null && vectors.Rows[i] is not null).ToList();
        return judged.Count == 0 ? null : (double)judged.Count(i => head.Classify(vectors.Rows[i]!.Value.Span, 1)[0].Label == classes[i]) / judged.Count;
    }

    private async Task<double?> RecallAsync(
        EncoderDescription encoder, SampledVectors vectors, IReadOnlyList<SampledPoint> sample, LabelledData data, CancellationToken cancellationToken)
    {
        var there = sample.Select(static point => point.Key!).ToHashSet(StringComparer.Ordinal);
        string[] queries = [.. data.Queries.Where(pair => pair.Value.Any(there.Contains)).Select(static pair => pair.Key)];
        if (!encoder.HasText || queries.Length == 0 || await texts.EncodeAsync(encoder.Id, encoder.Dimension, queries, cancellationToken) is not { } rows)
        {
            return null;
        }

        return (double)queries.Select((query, i) => vectors.Nearest(rows.AsSpan(i * encoder.Dimension, encoder.Dimension), Neighbours)
            .Any(hit => data.Queries[query].Contains(sample[hit.Picture].Key!))).Count(static found => found) / queries.Length;
    }

    private async Task<IReadOnlyList<ReportExample>> AskAsync(
        IReadOnlyList<EncoderDescription> encoders,
        IReadOnlyList<SampledVectors> vectors,
        IReadOnlyList<SampledPoint> sample,
        Dictionary<CorpusId, CorpusSpec> corpora,
        LabelledData? data,
        CancellationToken cancellationToken)
    {
        List<ReportExample> examples = [];
        IEnumerable<string> asked = data is null ? [] : data.Queries.Keys.Concat(data.Labels.Values.Distinct().Order(StringComparer.Ordinal).Select(static label => $"a photo of a {label}."));
        foreach (var text in asked.Take(Questions))
        {
            List<IReadOnlyList<ReportPicture>> answers = [];
            for (var i = 0; i < encoders.Count; i++)
            {
                var row = encoders[i].HasText ? await texts.EncodeAsync(encoders[i].Id, encoders[i].Dimension, [text], cancellationToken) : null;
                answers.Add(row is null ? [] : await ShowAsync(vectors[i].Nearest(row, Shown)));
            }

            examples.Add(new ReportExample(text, null, answers));
        }

        for (var picture = 0; picture < Math.Min(Questions, sample.Count); picture++)
        {
            List<IReadOnlyList<ReportPicture>> answers = [];
            foreach (var one in vectors)
            {
                answers.Add(one.Rows[picture] is { } row ? await ShowAsync(one.Nearest(row.Span, Shown, picture)) : []);
            }

            examples.Add(new ReportExample(null, await pictures.ShowAsync(corpora, sample[picture].Key, sample[picture].Corpus, null, cancellationToken), answers));
        }

        return examples;

        async Task<IReadOnlyList<ReportPicture>> ShowAsync(IReadOnlyList<(int Picture, float Score)> hits)
        {
            List<ReportPicture> shown = [];
            foreach (var (picture, score) in hits)
            {
                shown.Add(await pictures.ShowAsync(corpora, sample[picture].Key, sample[picture].Corpus, score, cancellationToken));
            }

            return shown;
        }
    }

    /// <summary>The label, or the folder where no labels are given.</summary>
    private static string? ClassOf(SampledPoint point, LabelledData? data) => data is { Labels.Count: > 0 }
        ? data.Labels.GetValueOrDefault(point.Key!)
        : point.Key!.LastIndexOf('/') is > 0 and var slash ? point.Key[..slash] : null;
}
