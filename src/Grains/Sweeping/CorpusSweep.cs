using Cluster.Artifacts;
using Cluster.Artifacts.Lake;
using Cluster.Artifacts.Ledger;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Jobs;
using Cluster.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.Grains.Accounting;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Takedowns;
using Cluster.VectorIndex;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Sweeping;

/// <summary>
/// Puts a collection in step with a complete pass. The ledger's rolls say which points the pass keeps; every other point of the corpus goes.
/// <code>
///   1 is this still the newest pass? -> 2 as many points as the pass keeps? done : 3 compare, by id -> 4 too many? ask -> 5 delete -> 6 lake manifest
/// </code>
/// Step 2 proves without a walk that there is nothing to delete: each kept image was seen in the index or acknowledged by it, so the points contain the kept
/// ones, and if there are as many they are the same. Step 3 merges the walk over the collection with the rolls, both by id, in bounded memory, and notes
/// progress; step 5 looks each image up in its corpus once more where that is cheap. Every step may be done twice.
/// </summary>
public sealed class CorpusSweep(
    IVectorIndex index,
    IArtifactStore store,
    LedgerReader ledger,
    LakeCatalog lake,
    CorpusSources sources,
    TakedownViews takedowns,
    TargetWrites writes,
    IGrainFactory grains,
    IOptions<AccountingOptions> options,
    TimeProvider time)
{
    private const int DeleteSize = 500;

    /// <summary>Runs it to its end, or up to the question whether so much may be deleted.</summary>
    public async Task<SweepReport> RunAsync(SweepTask task, CancellationToken cancellationToken)
    {
        HashSet<string> spared = [];
        if (task.IsPass && await grains.GetGrain<ICollectionGrain>(task.Target.Alias.Value).FindPassAsync(task.Corpus.Id, cancellationToken) is null)
        {
            // The corpus was removed from the collection while the job was at rest: nothing of it belongs there or into the lake.
            return new SweepReport(0, 0, 0, false);
        }

        var report = task.IsPass ? await SweepAsync(task, spared, cancellationToken) : new SweepReport(0, 0, 0, false);
        if (report.NeedsWord)
        {
            return report;
        }

        // Step 6: what the job brought belongs to the lake from here on.
        if (task.Lake)
        {
            var files = new SweepFiles(store, task.Job);
            var chunks = report.Deleted > 0 ? (await files.ReadProgressAsync(cancellationToken))?.Chunks ?? 0 : 0;
            await lake.CompleteAsync(
                new LakeManifest(
                    task.Job.Value, task.Target.Collection.Value, task.Target.Space.Value, task.Target.Encoder.Value, task.Target.Dimension, task.Corpus, time.GetUtcNow()),
                files.ReadAsync(chunks, cancellationToken).Where(point => !spared.Contains(point.Id)).Select(static point => (IdOf(point), point.Key)),
                cancellationToken);

            // A takedown since then found the points, but not rows in files that no manifest named yet.
            await grains.GetGrain<ITakedownGrain>(task.Target.Alias.Value).SettleLakeAsync(task.Target.Collection, task.SubmittedAt, cancellationToken);
        }

        return report;
    }

    /// <summary>Steps 1 to 5; the points that stay though the pass does not keep them are added to <paramref name="spared"/>.</summary>
    private async Task<SweepReport> SweepAsync(SweepTask task, HashSet<string> spared, CancellationToken cancellationToken)
    {
        // Step 1.
        var collection = grains.GetGrain<ICollectionGrain>(task.Target.Alias.Value);
        var pass = await collection.FindPassAsync(task.Corpus.Id, cancellationToken);
        if (pass is null || pass.Newest != task.Job || task.Decision == false)
        {
            return new SweepReport(0, 0, 0, false);
        }

        // Step 2. What was taken down meanwhile is in the rolls and no longer in the index, so the counts say nothing then.
        var ours = new Filter.Match(PayloadFields.Corpus, [task.Corpus.Id.Value]);
        var kept = task.Counts.Embedded + task.Counts.Unchanged;
        var takenDown = await takedowns.GetAsync(task.Target.Alias, cancellationToken);
        var files = new SweepFiles(store, task.Job);
        var progress = await files.ReadProgressAsync(cancellationToken);
        if (progress is null && takenDown.Count == 0 && await index.CountAsync(task.Target.Collection, ours, cancellationToken) == kept)
        {
            return new SweepReport(kept, 0, 0, false);
        }

        // Step 3.
        progress = await new SweepComparison(index, store, ledger, files, options.Value.PageSize).RunAsync(task, ours, progress, takenDown, cancellationToken);

        // Step 4.
        if (task.Decision is null && DeletionRules.NeedsWord(progress.Doomed, progress.Points, task.MaxShare))
        {
            return new SweepReport(progress.Points, progress.Doomed, 0, true);
        }

        // Step 5.
        var deleted = 0L;
        var target = await writes.OpenAsync(task.Target, task.Corpus, cancellationToken);
        await foreach (var batch in files.ReadAsync(progress.Chunks, cancellationToken).Chunk(DeleteSize).WithCancellation(cancellationToken))
        {
            // A sweep that was held up for long, in a silo that everyone takes for dead, must not delete what a later pass has brought.
            if (await collection.FindPassAsync(task.Corpus.Id, cancellationToken) is not { } now || now.Newest != task.Job)
            {
                // The lake must not be told of deletions that were not made.
                spared.UnionWith(batch.Select(static point => point.Id));
                continue;
            }

            var gone = await WithoutThoseThereAsync(task, batch, takenDown, cancellationToken);
            spared.UnionWith(batch.Except(gone).Select(static point => point.Id));
            await target.DeleteAsync(task.Target.Collection, [.. gone.Select(IdOf)], cancellationToken);
            deleted += gone.Count;
        }

        return new SweepReport(progress.Points, progress.Doomed, deleted, false);
    }

    /// <summary>
    /// Leaves out the points whose very version is in the corpus all the same: it came, or came back, while the pass went on. Where an image can only be found by
    /// reading through its neighbours, the pass's word is taken. What is taken down goes, wherever it still is.
    /// </summary>
    private async Task<IReadOnlyList<DoomedPoint>> WithoutThoseThereAsync(
        SweepTask task, DoomedPoint[] batch, IReadOnlySet<PointId> takenDown, CancellationToken cancellationToken)
    {
        if (task.Corpus.Kind is not ("folder" or "azure-blob"))
        {
            return batch;
        }

        var source = sources.Open(task.Corpus);
        var isThere = new bool[batch.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, batch.Length),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.Lookups, CancellationToken = cancellationToken },
            async (i, token) => isThere[i] = !takenDown.Contains(IdOf(batch[i])) && await source.FindAsync(new BlobKey(batch[i].Key), token) is { } image && image.ETag == batch[i].Etag);
        return [.. batch.Where((_, i) => !isThere[i])];
    }

    private static PointId IdOf(DoomedPoint point) => PointId.TryParse(point.Id, out var id) ? id : throw new InvalidDataException($"'{point.Id}' is not the id of a point.");
}
