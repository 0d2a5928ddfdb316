using Cluster.Contracts.Collections;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Reembedding.Following;

/// <summary>Takes changes over into the generations that are not live, as long as it runs.</summary>
public sealed partial class GenerationFollower(
    IGrainFactory grains, GenerationReconciler reconciler, ReembeddingInstruments instruments, IOptions<ReembeddingOptions> options, TimeProvider time, ILogger<GenerationFollower> logger)
{
    private const int BatchSize = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts to follow a collection.</summary>
    public StepRun Start(CollectionName alias) => new(stop => RunAsync(alias, stop));

    /// <summary>The corpora of a collection, by name.</summary>
    internal static async Task<Dictionary<CorpusId, CorpusSpec>> CorporaAsync(ICollectionGrain collection, CancellationToken cancellationToken) =>
        (await collection.DescribeAsync(cancellationToken)).OrThrow().Corpora.ToDictionary(static corpus => corpus.Id);

    private async Task<StepEnd> RunAsync(CollectionName alias, CancellationToken stop)
    {
        var collection = grains.GetGrain<ICollectionGrain>(alias.Value);
        while (true)
        {
            try
            {
                var taken = await TakeOverAsync(alias, collection, stop);
                if (taken == 0)
                {
                    await Task.Delay(Pause, time, stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return StepEnd.Stopped;
            }
            catch (FailureException gone) when (gone.Failure.Kind == FailureKind.CollectionNotFound)
            {
                return StepEnd.Stopped;
            }
            catch (Exception fault)
            {
                // The log keeps what was not taken over.
                LogBehind(alias.Value, fault);
                await Task.Delay(options.Value.RetryAfter, time, CancellationToken.None);
            }
        }
    }

    private async Task<int> TakeOverAsync(CollectionName alias, ICollectionGrain collection, CancellationToken stop)
    {
        var lag = await collection.GetLagAsync(stop);
        instruments.OnLag(alias, lag);
        if (lag.Points == 0)
        {
            return 0;
        }

        var batch = await collection.TakeChangesAsync(BatchSize, stop);
        if (batch.Segments.Count == 0)
        {
            return 0;
        }

        // A switch needs an empty log, so that these stay what they are until the batch is forgotten.
        var generations = (await collection.GenerationsAsync(stop)).OrThrow();
        var corpora = await CorporaAsync(collection, stop);
        foreach (var follower in generations.Followers)
        {
            await reconciler.ReconcileAsync(generations.Live, follower.Place, corpora, batch.Ids, (id, done) => Tell(alias, follower, id, done), stop);
        }

        await collection.ForgetChangesAsync(batch.Segments, stop);
        return batch.Ids.Count;
    }

    private void Tell(CollectionName alias, CollectionGeneration follower, PointId id, TakeOver done)
    {
        instruments.OnTakenOver(alias, done.Done);
        if (done.Failure is { } failure)
        {
            LogUnreadable(alias.Value, follower.Place.Generation, id, failure.Kind);
        }
    }

    [LoggerMessage(3331, LogLevel.Warning, "Changes of collection {Collection} cannot be taken over now; they wait in the log")]
    private partial void LogBehind(string collection, Exception fault);

    [LoggerMessage(3332, LogLevel.Warning, "Generation {Generation} of collection {Collection} cannot take over point {Point}: {Kind}")]
    private partial void LogUnreadable(string collection, int generation, PointId point, FailureKind kind);
}
