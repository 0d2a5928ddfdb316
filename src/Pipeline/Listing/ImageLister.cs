using System.Threading.Channels;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Pipeline.Progress;
using Cluster.Pipeline.Writing;

namespace Cluster.Pipeline.Listing;

/// <summary>Lists the partition behind the checkpoint and sets apart, without reading them, the images whose points are already there.</summary>
internal sealed class ImageLister(
    PipelineRun run, PipelineParts parts, StoredEmbeddings embeddings, ProgressTracker progress, PipelineOptions options, TransientRetry retry, ImagePace pace, TimeProvider time)
{
    /// <summary>Runs until the partition is listed or <paramref name="stop"/> is asked for. True when the listing came to its end.</summary>
    public async Task<bool> RunAsync(ChannelWriter<PendingImage> output, CancellationToken stop, CancellationToken abort)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        List<CorpusImage> group = new(options.LookupSize);
        try
        {
            await foreach (var image in parts.Source.ListImagesAsync(run.Partition, run.From.Position, either.Token))
            {
                group.Add(image);
                if (group.Count == options.LookupSize)
                {
                    await PassOnAsync(group, output, either.Token, abort);
                    group.Clear();
                }
            }

            await PassOnAsync(group, output, either.Token, abort);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task PassOnAsync(List<CorpusImage> group, ChannelWriter<PendingImage> output, CancellationToken cancellationToken, CancellationToken abort)
    {
        if (group.Count == 0)
        {
            return;
        }

        var ids = group.ConvertAll(image => PointId.For(run.Corpus, image.Key));
        var stored = await retry.InsistAsync(
            token => parts.Index.GetAsync(run.Target.Collection, ids, StoredStamp.Selector, token), cancellationToken);
        var stamps = stored.ToDictionary(static point => point.Id, StoredStamp.Of);

        var forLake = await embeddings.FetchAsync(
            [.. ids.Where((id, i) => stamps.TryGetValue(id, out var stamp) && stamp.ETag == group[i].ETag && embeddings.Lacks(stamp.Job)).Distinct()], cancellationToken);
        var takenDown = await retry.InsistAsync(token => parts.Known.GetTakenDownAsync(token).AsTask(), cancellationToken);
        for (var i = 0; i < group.Count; i++)
        {
            await progress.WaitForRoomAsync(cancellationToken);
            var pending = new PendingImage(-1, group[i], ids[i], stamps.GetValueOrDefault(ids[i])) { Before = parts.Known.FindQuarantined(ids[i], group[i].ETag) };
            if (pending.Stored?.ETag != pending.Image.ETag)
            {
                await pace.NextAsync(cancellationToken);
            }

            // A number is given only to an image that is certain to be passed on or accounted for: a stop between the two would leave a gap.
            cancellationToken.ThrowIfCancellationRequested();
            pending = pending with { Sequence = progress.List(pending.Image.Position) };
            if (takenDown.Contains(pending.Id))
            {
                progress.Repeat(pending, TakenDown.Row(pending, time.GetUtcNow()));
            }
            else if (pending.Stored is { } stamp && stamp.ETag == pending.Image.ETag)
            {
                // A replay meets what this very job wrote before the crash: embedded, not unchanged.
                var state = stamp.Job == run.Job.Value ? ImageState.Embedded : ImageState.Unchanged;
                progress.Acknowledge(pending, state, stamp.ETag, forLake.GetValueOrDefault(pending.Id));
            }
            else if (pending.Before is { } before && !run.TryAgain && !before.Reason.MayPass())
            {
                progress.Repeat(pending, before);
            }
            else
            {
                // Not for a stop: what has a number is finished. After a fault no one reads on, and the gap holds the watermark back.
                await output.WriteAsync(pending, abort);
            }
        }
    }
}
