using System.Globalization;
using Cluster.Artifacts.Audit;
using Cluster.Artifacts.Lake;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Operations;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Accounting;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Collections.Uploads;
using Cluster.Grains.Operations;
using Cluster.VectorIndex;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Removals;

/// <summary>
/// Takes all points of one corpus out of a collection that others share.
/// <code>
///   1 mark it: nobody adds any more -> 2 is something at work? refuse : 3 wait for writes under way -> 4 delete, until a round over all generations finds
///   nothing -> 5 lake and uploaded images -> 6 audit, forget the corpus
/// </code>
/// Every step may be done again: what is gone is not found, and a removal that is over is known to be.
/// </summary>
public sealed class CorpusRemover(
    IVectorIndex index,
    RemovalRules rules,
    CollectionChanges changes,
    LakePurge lake,
    UploadedImages uploads,
    AuditLog audit,
    FindingFiles files,
    IGrainFactory grains,
    IOptions<AccountingOptions> options,
    TimeProvider time)
{
    private const int DeleteSize = 500;

    /// <summary>How often what fails in passing is tried: with a second in between, longer than a silo's death takes to settle.</summary>
    private const int MostTries = 180;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="FailureException">Conflict, CollectionNotFound, or a fault that did not pass; what is left of the corpus is then as it was.</exception>
    public async Task<OperationProgress> RunAsync(string operation, OperationSpec spec, Func<OperationProgress, Task> tell, CancellationToken stop)
    {
        var (alias, corpus) = (spec.Collection, spec.Corpus ?? throw new FailureException(FailureKind.InvalidRequest, "Say which corpus is to be removed."));
        var findings = new Findings(files, operation, tell, "points", "lake-rows", "uploads");
        var removal = await MarkAsync(alias, corpus, operation, stop);
        if (!removal.Done)
        {
            try
            {
                removal = await WorkAsync(alias, removal, spec.By, findings, stop);
            }
            catch (FailureException)
            {
                // Given up: jobs may write into it again. Should this fail, too, the next removal finds that this one is over.
                await InsistAsync(() => CollectionOf(alias).EndRemovalAsync(removal, stop), stop);
                throw;
            }
        }

        findings.Count("points", removal.Points);
        findings.Count("lake-rows", removal.LakeRows);
        return await findings.EndAsync(stop);
    }

    // 1.
    private async Task<CorpusRemoval> MarkAsync(CollectionName alias, CorpusId corpus, string operation, CancellationToken stop)
    {
        while (true)
        {
            var marked = await InsistAsync(() => rules.MarkAsync(operation, alias, corpus, stop), stop);
            if (marked.Operation == operation)
            {
                return marked;
            }

            var other = await InsistAsync(() => grains.GetGrain<IOperationGrain>(marked.Operation).ShowBrieflyAsync(stop), stop);
            if (other is { Succeeded: true, Value.State: OperationState.Running })
            {
                throw new FailureException(FailureKind.Conflict, $"Operation '{marked.Operation}' removes corpus '{corpus}' from collection '{alias}' already.");
            }

            // One that ended by a fault and could not say so.
            await InsistAsync(() => CollectionOf(alias).EndRemovalAsync(marked, stop), stop);
        }
    }

    private async Task<CorpusRemoval> WorkAsync(CollectionName alias, CorpusRemoval removal, string? by, Findings findings, CancellationToken stop)
    {
        // :: 2. Asked again under the mark: a job may have begun since the request was admitted.
        if (await InsistAsync(() => rules.FindObstacleAsync(alias, removal.Corpus, stop), stop) is { } obstacle)
        {
            throw new FailureException(obstacle);
        }

        // :: 3.
        await SettleAsync(alias, stop);

        // :: 4.
        var points = 0L;
        for (var found = -1L; found != 0;)
        {
            found = await RoundAsync(alias, removal, findings, stop);
            points += found;
        }

        // :: 5.
        var rows = 0L;
        foreach (var generation in (await GenerationsAsync(alias, stop)).Generations)
        {
            rows += await InsistAsync(() => lake.RemoveAsync(generation.Place.Collection, removal.Corpus, stop), stop);
        }

        findings.Count("uploads", await InsistAsync(() => uploads.DeleteAllAsync(alias, removal.Corpus, stop), stop));

        // :: 6. After a crash a part was removed by the run before this one: then what there was is known by the mark.
        var done = removal with { Points = Math.Max(points, removal.Points), LakeRows = Math.Max(rows, removal.LakeRows), Done = true };
        await InsistAsync(() => audit.AppendAsync(EntryOf(alias, done, by), stop), stop);
        await InsistAsync(() => CollectionOf(alias).EndRemovalAsync(done, stop), stop);
        return done;
    }

    /// <summary>Waits for the writes that were announced before the mark was set.</summary>
    private async Task SettleAsync(CollectionName alias, CancellationToken stop)
    {
        var fence = await InsistAsync(async () => (await CollectionOf(alias).FenceAsync(stop)).OrThrow(), stop);
        await InsistAsync(() => CollectionOf(alias).UnfenceAsync(fence.Number, stop), stop);
    }

    /// <summary>Deletes what any generation holds of the corpus; the points found.</summary>
    private async Task<long> RoundAsync(CollectionName alias, CorpusRemoval removal, Findings findings, CancellationToken stop)
    {
        var found = 0L;
        foreach (var generation in (await GenerationsAsync(alias, stop)).Generations)
        {
            for (PointId? from = new PointId(0, 0); from is not null;)
            {
                var page = await PageAsync(generation.Place.Collection, removal.Corpus, from, stop);
                foreach (var ids in page.Points.Select(static point => point.Id).Chunk(DeleteSize))
                {
                    await InsistAsync(async () => (await changes.RemoveAsync(alias, removal.Corpus, removal.Operation, ids, stop)).OrThrow(), stop);
                    await findings.LookAsync(ids.Length);
                    found += ids.Length;
                }

                from = page.Next;
            }
        }

        return found;
    }

    private async Task<ScrollPage> PageAsync(CollectionName collection, CorpusId corpus, PointId? from, CancellationToken stop)
    {
        try
        {
            return await InsistAsync(() => index.ScrollAsync(collection, from, options.Value.PageSize, RemovalRules.PointsOf(corpus), PointSelector.IdOnly, stop), stop);
        }
        catch (FailureException gone) when (gone.Failure.Kind == FailureKind.CollectionNotFound)
        {
            // Retired meanwhile. Were the whole collection dropped, the next question after its generations tells.
            return new ScrollPage([], null);
        }
    }

    private async Task<GenerationList> GenerationsAsync(CollectionName alias, CancellationToken stop) =>
        (await InsistAsync(() => CollectionOf(alias).GenerationsAsync(stop), stop)).OrThrow();

    private ICollectionGrain CollectionOf(CollectionName alias) => grains.GetGrain<ICollectionGrain>(alias.Value);

    private Task<bool> InsistAsync(Func<Task> step, CancellationToken stop) => InsistAsync(
        async () =>
        {
            await step();
            return true;
        },
        stop);

    private async Task<T> InsistAsync<T>(Func<Task<T>> step, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await GrainFaults.AsFailuresAsync(step);
            }
            catch (FailureException fault) when (fault.Failure.Kind.IsTransient() && tries < MostTries)
            {
                await Task.Delay(Pause, time, stop);
            }
        }
    }

    private AuditEntry EntryOf(CollectionName alias, CorpusRemoval done, string? by) => new(
        time.GetUtcNow(),
        "remove-corpus",
        by ?? "anybody",
        alias.Value,
        new Dictionary<string, string>
        {
            ["corpus"] = done.Corpus.Value,
            ["operation"] = done.Operation,
            ["points_removed"] = done.Points.ToString(CultureInfo.InvariantCulture),
            ["lake_rows_removed"] = done.LakeRows.ToString(CultureInfo.InvariantCulture),
        });
}
