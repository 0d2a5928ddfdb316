using System.Globalization;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Jobs;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;
using Cluster.Grains.Encoders;
using Cluster.Grains.Reembedding.Following;
using Cluster.Grains.Reembedding.Gates;
using Cluster.Grains.Reembedding.Reports;
using Cluster.VectorIndex;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Reembedding;

/// <summary>
/// The work of each state of a re-embedding, away from any grain's scheduler. Every step may be begun again after a crash and then finds what the
/// last attempt left; <see cref="ReembeddingState"/> shows their order.
/// </summary>
public sealed partial class ReembeddingSteps(
    IGrainFactory grains,
    IVectorIndex index,
    ClusterEncoders encoders,
    GenerationWalk walk,
    GenerationReconciler reconciler,
    Verification verification,
    ReportWriter reports,
    IOptions<ReembeddingOptions> options,
    TimeProvider time,
    ILogger<ReembeddingSteps> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan QuickLook = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts the work of the present state; null where there is none.</summary>
    public StepRun? Start(ReembeddingRecord record, StepProgress progress)
    {
        Func<CancellationToken, Task<StepEnd>>? step = record.State switch
        {
            ReembeddingState.Planned => stop => MakeAsync(record, stop),
            ReembeddingState.Building => stop => BuildAsync(record, progress, stop),
            ReembeddingState.CatchingUp => stop => CatchUpAsync(record, progress, stop),
            ReembeddingState.Verifying => stop => VerifyAsync(record, progress, stop),
            ReembeddingState.CuttingOver => stop => SwitchAsync(record.New!, stop),
            ReembeddingState.Draining => stop => DrainAsync(record, stop),
            ReembeddingState.Retiring => stop => DropAsync(record.Old!, record.EnteredAt, stop),
            ReembeddingState.RollingBack => stop => SwitchAsync(record.Old!, stop),
            ReembeddingState.Discarding => stop => DropAsync(record.New!, record.EnteredAt + options.Value.DrainTime, stop),
            ReembeddingState.Cancelling => stop => CancelAsync(record, stop),
            _ => null,
        };
        return step is null ? null : new StepRun(stop => GuardAsync(record, step, stop));
    }

    private async Task<StepEnd> GuardAsync(ReembeddingRecord record, Func<CancellationToken, Task<StepEnd>> step, CancellationToken stop)
    {
        try
        {
            return await step(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return StepEnd.Stopped;
        }
        catch (FailureException fault)
        {
            return new StepEnd(null, fault.Failure);
        }
        catch (Exception bug)
        {
            LogBrokeDown(record.Spec!.Collection.Value, record.State, bug);
            return new StepEnd(null, new Failure(FailureKind.Unavailable, $"The step '{record.State.ToWords()}' broke down: {(bug.InnerException ?? bug).Message}"));
        }
    }

    // 1. Planned: the generation is made.
    private async Task<StepEnd> MakeAsync(ReembeddingRecord record, CancellationToken stop)
    {
        var encoder = (await encoders.FindAsync(record.Spec!.Encoder, stop)).OrThrow();
        var made = (await CollectionOf(record).BuildAsync(new GenerationOpening(encoder.Id, encoder.Space, encoder.Dimension, record.Points), stop)).OrThrow();
        return new StepEnd(ReembeddingEvent.GenerationMade, Update: now => now with { New = made });
    }

    // 2. Building: a job a corpus. The jobs are durable themselves.
    private async Task<StepEnd> BuildAsync(ReembeddingRecord record, StepProgress progress, CancellationToken stop)
    {
        var corpora = (await CollectionOf(record).DescribeAsync(stop)).OrThrow().Corpora;
        string[] ids = [.. corpora.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"{record.New!.Collection}-c{i}"))];
        for (var i = 0; i < ids.Length; i++)
        {
            var spec = new JobSpec(corpora[i], record.Spec!.Collection, record.New!.Encoder.Value)
            {
                Generation = record.New.Generation, MaxPartitionsInFlight = record.Spec.MaxPartitionsInFlight,
            };
            (await grains.GetGrain<IJobGrain>(ids[i]).SubmitAsync(spec, stop)).OrThrow();
        }

        while (true)
        {
            var jobs = await Task.WhenAll(ids.Select(id => grains.GetGrain<IJobGrain>(id).ShowAsync(stop)));
            progress.Done = jobs.Sum(static job => job.OrThrow().Counts.Total);
            if (jobs.FirstOrDefault(static job => job.Value!.State is JobState.Failed or JobState.Cancelled or JobState.Paused)?.Value is { } stuck)
            {
                return new StepEnd(
                    null,
                    new Failure(
                        FailureKind.Conflict,
                        $"Job '{stuck.Id}', which builds the new generation, is {stuck.State.ToString().ToLowerInvariant()}: {stuck.Failure?.Detail ?? "resume it, or cancel the re-embedding"}"),
                    now => now with { Jobs = ids });
            }

            if (jobs.All(static job => job.Value!.State == JobState.Completed))
            {
                await index.FinishLoadAsync(record.New!.Collection, stop);
                return new StepEnd(ReembeddingEvent.Built, Update: now => now with { Jobs = ids });
            }

            await Task.Delay(Look, time, stop);
        }
    }

    // 3. Catching up: what the jobs could not know, point by point; then only the last moments are open.
    private async Task<StepEnd> CatchUpAsync(ReembeddingRecord record, StepProgress progress, CancellationToken stop)
    {
        const int group = 256;
        var collection = CollectionOf(record);
        var corpora = await GenerationFollower.CorporaAsync(collection, stop);
        List<PointId> open = new(group);
        progress.Done = 0;
        await foreach (var pair in walk.PairsAsync(record.Old!.Collection, record.New!.Collection, null, stop))
        {
            progress.Done++;
            if (pair.Difference == PointDifference.None)
            {
                continue;
            }

            open.Add((pair.Live ?? pair.Follower)!.Id);
            if (open.Count == group)
            {
                await reconciler.ReconcileAsync(record.Old, record.New, corpora, open, static (_, _) => { }, stop);
                open.Clear();
            }
        }

        await reconciler.ReconcileAsync(record.Old, record.New, corpora, open, static (_, _) => { }, stop);
        while ((await collection.GetLagAsync(stop)).Oldest > options.Value.MaxLag)
        {
            await Task.Delay(Look, time, stop);
        }

        return StepEnd.Of(ReembeddingEvent.CaughtUp);
    }

    // 4. Verifying: numbers first, then the report, then the verdict.
    private async Task<StepEnd> VerifyAsync(ReembeddingRecord record, StepProgress progress, CancellationToken stop)
    {
        var corpora = await GenerationFollower.CorporaAsync(CollectionOf(record), stop);
        var (gates, context) = await verification.MeasureAsync(new GateContext(record.Old!, record.New!, record.Spec!, corpora, new GateEvidence()), progress, stop);
        await reports.WriteAsync(context, gates, stop);
        var failed = gates.Where(static gate => !gate.Passed).ToList();
        LogVerified(record.Spec!.Collection.Value, record.New!.Generation, gates.Count - failed.Count, gates.Count);
        return failed.Count == 0 || record.Spec.Force
            ? new StepEnd(ReembeddingEvent.GatesPassed, Update: now => now with { Gates = gates, Failure = null })
            : new StepEnd(
                ReembeddingEvent.GatesFailed,
                Update: now => now with { Gates = gates, Failure = new Failure(FailureKind.Conflict, string.Join(" ", failed.Select(static gate => $"Gate {gate.Name}: {gate.Detail}"))) });
    }

    // 5. Cutting over, or back: fence, take the last changes over, switch once, tell the engine's own readers.
    private async Task<StepEnd> SwitchAsync(LiveCollection next, CancellationToken stop)
    {
        var collection = grains.GetGrain<ICollectionGrain>(next.Alias.Value);
        while (true)
        {
            if ((await collection.GetLiveAsync(stop)).OrThrow() == next)
            {
                await index.PublishAsync(next.Alias, next.Collection, stop);
                return new StepEnd(ReembeddingEvent.Switched, Update: now => now with { SwitchedAt = now.SwitchedAt ?? time.GetUtcNow() });
            }

            if ((await collection.GetLagAsync(stop)).Oldest > options.Value.MaxLag || await collection.FenceAsync(stop) is not { Succeeded: true, Value: { } fence })
            {
                await Task.Delay(Look, time, stop);
                continue;
            }

            try
            {
                while ((await collection.GetLagAsync(stop)).Points > 0 && time.GetUtcNow() < fence.Until)
                {
                    await Task.Delay(QuickLook, time, stop);
                }

                var switched = await collection.SwitchAsync(next.Generation, fence.Number, stop);
                LogSwitch(next.Alias.Value, next.Generation, switched.Failure?.Detail ?? "done");
            }
            finally
            {
                await collection.UnfenceAsync(fence.Number, CancellationToken.None);
            }
        }
    }

    // 6. Draining: the old generation follows until nobody will want it back.
    private async Task<StepEnd> DrainAsync(ReembeddingRecord record, CancellationToken stop)
    {
        var keep = record.Spec!.Retention > options.Value.DrainTime ? record.Spec.Retention : options.Value.DrainTime;
        await UntilAsync((record.SwitchedAt ?? record.EnteredAt) + keep, stop);
        return StepEnd.Of(ReembeddingEvent.RetentionOver);
    }

    // 7. Retiring, discarding: readers that hold it are waited for.
    private async Task<StepEnd> DropAsync(LiveCollection place, DateTimeOffset at, CancellationToken stop)
    {
        await UntilAsync(at, stop);
        (await grains.GetGrain<ICollectionGrain>(place.Alias.Value).RetireAsync(place.Generation, stop)).OrThrow();
        return StepEnd.Of(ReembeddingEvent.Dropped);
    }

    private async Task<StepEnd> CancelAsync(ReembeddingRecord record, CancellationToken stop)
    {
        if (record.New is null)
        {
            return StepEnd.Of(ReembeddingEvent.Dropped);
        }

        var corpora = (await CollectionOf(record).DescribeAsync(stop)).Value?.Corpora.Count ?? 0;
        for (var i = 0; i < corpora; i++)
        {
            await grains.GetGrain<IJobGrain>(string.Create(CultureInfo.InvariantCulture, $"{record.New.Collection}-c{i}")).CancelAsync(stop);
        }

        return await DropAsync(record.New, record.EnteredAt, stop);
    }

    private async Task UntilAsync(DateTimeOffset at, CancellationToken stop)
    {
        for (var left = at - time.GetUtcNow(); left > TimeSpan.Zero; left = at - time.GetUtcNow())
        {
            await Task.Delay(left < TimeSpan.FromHours(1) ? left : TimeSpan.FromHours(1), time, stop);
        }
    }

    private ICollectionGrain CollectionOf(ReembeddingRecord record) => grains.GetGrain<ICollectionGrain>(record.Spec!.Collection.Value);

    [LoggerMessage(3311, LogLevel.Error, "The step {State} of the re-embedding of {Collection} broke down")]
    private partial void LogBrokeDown(string collection, ReembeddingState state, Exception fault);

    [LoggerMessage(3312, LogLevel.Information, "Generation {Generation} of collection {Collection} passed {Passed} of {Gates} gates")]
    private partial void LogVerified(string collection, int generation, int passed, int gates);

    [LoggerMessage(3313, LogLevel.Information, "Switch of collection {Collection} to generation {Generation}: {Outcome}")]
    private partial void LogSwitch(string collection, int generation, string outcome);
}
