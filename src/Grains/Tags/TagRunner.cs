using Cluster.Contracts.Classification;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Encoders;
using Cluster.Contracts.Tags;
using Cluster.Domain.Classification;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Grains.Collections.Changes;
using Cluster.VectorIndex;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Tags;

/// <summary>
/// Works on tag jobs, away from any grain's scheduler: page by page in the order of ids. 1. Vectors are read from the index. 2. They are classified.
/// 3. The labels are written, one write for all points of a page that have the same. 4. The page is committed. A page done twice does no harm.
/// </summary>
public sealed partial class TagRunner(IGrainFactory grains, IVectorIndex index, TimeProvider time, ILogger<TagRunner> logger)
{
    private const int PageSize = 256;
    private const int MostTries = 10;

    /// <summary>Starts a run behind <paramref name="from"/>.</summary>
    public void Start(JobId id, TagJobSpec spec, long run, TagProgress? from) => _ = Task.Run(() => RunAsync(id, spec, run, from));

    private async Task RunAsync(JobId id, TagJobSpec spec, long run, TagProgress? from)
    {
        var job = grains.GetGrain<ITagJobGrain>(id.Value);
        Failure? failure = null;
        try
        {
            var place = new Place { At = from };
            for (var tries = 0; ; tries++)
            {
                try
                {
                    if (!await PagesAsync(job, spec, run, place))
                    {
                        return;
                    }

                    break;
                }
                catch (FailureException fault) when (tries < MostTries && (fault.Failure.Kind.IsTransient() || fault.Failure.Kind == FailureKind.LeaseLost))
                {
                    // Busy, or another generation has become live; what is committed is not done again.
                    await Task.Delay(TimeSpan.FromMilliseconds(100 << Math.Min(tries, 6)), time);
                }
            }
        }
        catch (FailureException fault)
        {
            failure = fault.Failure;
        }
        catch (Exception bug)
        {
            LogBrokeDown(bug, id);
            failure = new Failure(FailureKind.Unavailable, "The tag job broke down; the log of the silo tells more.");
        }

        try
        {
            await job.EndAsync(run, failure);
        }
        catch (Exception fault)
        {
            LogNotTold(fault, id);
        }
    }

    /// <summary>All pages behind <paramref name="place"/>, which is moved along; false when the run was told to stop.</summary>
    private async Task<bool> PagesAsync(ITagJobGrain job, TagJobSpec spec, long run, Place place)
    {
        var collection = grains.GetGrain<ICollectionGrain>(spec.Collection.Value);
        var live = (await collection.GetLiveAsync()).OrThrow();
        if (spec.Head is { } head && head.Space != live.Space)
        {
            throw new FailureException(FailureKind.SpaceMismatch, "The examples were learnt in the space of an encoder that is not live any more. Submit the tag job again.");
        }

        var writes = new LiveWrites(index, collection, live);
        var progress = place.At is { } before && before.Space == live.Space
            ? before
            : new TagProgress(live.Space, Next: null, Looked: 0, Tagged: 0, await index.CountAsync(live.Collection, spec.Filter, CancellationToken.None));
        while (true)
        {
            var page = await index.ScrollAsync(live.Collection, progress.Next, PageSize, spec.Filter, new PointSelector(true, []), CancellationToken.None);
            var tagged = page.Points.Count == 0 ? 0 : await TagAsync(spec, live, writes, page.Points);
            progress = progress with { Next = page.Next, Looked = progress.Looked + page.Points.Count, Tagged = progress.Tagged + tagged };
            if (!await job.CommitAsync(run, progress))
            {
                return false;
            }

            place.At = progress;
            if (page.Next is null)
            {
                return true;
            }
        }
    }

    private async Task<int> TagAsync(TagJobSpec spec, LiveCollection live, LiveWrites writes, IReadOnlyList<StoredPoint> points)
    {
        var values = new float[points.Count * live.Dimension];
        for (var i = 0; i < points.Count; i++)
        {
            points[i].Vector!.Value.CopyTo(values.AsMemory(i * live.Dimension));
        }

        var vectors = new EmbeddingBlock(live.Space, live.Dimension, values);
        var labels = spec.Categories is { } categories
            ? (await ClassifierOf(live).ModerateAsync(categories, vectors)).OrThrow().Rows
                .Select(static row => row.Where(static verdict => verdict.Flagged).Select(static verdict => verdict.Category).ToList()).ToList()
            : [.. (await ScoresAsync(spec, live, vectors)).Select(row => row.Where(score => score.Probability >= spec.MinProbability).Select(static score => score.Label).ToList())];
        foreach (var same in Enumerable.Range(0, points.Count).GroupBy(i => string.Join('\0', labels[i])))
        {
            var fields = new Dictionary<string, PayloadValue> { [spec.Field] = ValueOf(labels[same.First()], spec.Top > 1 || spec.Categories is not null) };
            await writes.SetPayloadAsync(live.Collection, [.. same.Select(i => points[i].Id)], fields, CancellationToken.None);
        }

        return labels.Count(static some => some.Count > 0);
    }

    private sealed class Place
    {
        /// <summary>What was committed last; null at the beginning.</summary>
        public TagProgress? At { get; set; }
    }

    private async Task<IReadOnlyList<IReadOnlyList<LabelScore>>> ScoresAsync(TagJobSpec spec, LiveCollection live, EmbeddingBlock vectors) => spec.Head is { } head
        ? [.. Enumerable.Range(0, vectors.Count).Select(row => head.Classify(vectors.Row(row).Span, spec.Top))]
        : (await ClassifierOf(live).ClassifyAsync(spec.Labels!, vectors, spec.Top)).OrThrow().Rows;

    private IClassifierGrain ClassifierOf(LiveCollection live) => grains.GetGrain<IClassifierGrain>(live.Encoder.Value);

    private static PayloadValue ValueOf(List<string> labels, bool several) => several
        ? new PayloadValue.Many([.. labels.Select(static label => new PayloadValue.Text(label))])
        : labels is [var only] ? new PayloadValue.Text(only) : new PayloadValue.Null();
}
