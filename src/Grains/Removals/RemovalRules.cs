using Cluster.Artifacts.Lake;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Operations;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Reembedding;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex;

namespace Cluster.Grains.Removals;

/// <summary>When a corpus may be removed from a collection, and the mark that says that it is.</summary>
public sealed class RemovalRules(IVectorIndex index, LakePurge lake, IGrainFactory grains)
{
    private const int MostJobs = 10_000;

    /// <summary>The points of a corpus.</summary>
    public static Filter PointsOf(CorpusId corpus) => new Filter.Match(PayloadFields.Corpus, [corpus.Value]);

    /// <summary>Why a removal that is asked for cannot begin; null when it can. CollectionNotFound, CorpusNotFound, Conflict.</summary>
    public async Task<Failure?> RefuseAsync(CollectionName alias, CorpusId corpus, CancellationToken cancellationToken)
    {
        var described = await grains.GetGrain<ICollectionGrain>(alias.Value).DescribeAsync(cancellationToken);
        if (!described.Succeeded)
        {
            return described.Failure;
        }

        // What a corpus left that is not known any more can be removed, too.
        return described.Value.Corpora.Any(member => member.Id == corpus) || await index.CountAsync(described.Value.Live.Collection, PointsOf(corpus), cancellationToken) > 0
            ? await FindObstacleAsync(alias, corpus, cancellationToken)
            : new Failure(FailureKind.CorpusNotFound, $"Collection '{alias}' holds nothing of a corpus '{corpus}'. It is fed by {Named(described.Value)}.");
    }

    /// <summary>What is at work that a removal would get in the way of; null when nothing is.</summary>
    public async Task<Failure?> FindObstacleAsync(CollectionName alias, CorpusId corpus, CancellationToken cancellationToken)
    {
        // Its jobs build the new generation from the corpora that there were when it began.
        var reembedding = await grains.GetGrain<IReembeddingGrain>(alias.Value).ShowAsync(cancellationToken);
        if (reembedding is { Succeeded: true, Value.State: ReembeddingState.Planned or ReembeddingState.Building or ReembeddingState.Cancelling })
        {
            return Conflict($"Collection '{alias}' is being re-embedded ({reembedding.Value.State.ToWords()}). Wait until its new generation is built, or cancel it.");
        }

        var ids = await grains.GetGrain<IJobDirectoryGrain>(IJobDirectoryGrain.Key).ListRunningAsync(MostJobs, cancellationToken);
        var jobs = await Task.WhenAll(ids.Select(id => grains.GetGrain<IJobGrain>(id.Value).ShowAsync(cancellationToken)));
        if (jobs.FirstOrDefault(job => job is { Succeeded: true, Value.State: JobState.Running } && job.Value.Spec.Collection == alias && job.Value.Spec.Corpus.Id == corpus)?.Value is { } busy)
        {
            return Conflict($"Job '{busy.Id}' embeds corpus '{corpus}' into collection '{alias}'. Wait for its end, or cancel it.");
        }

        var loads = await grains.GetGrain<IOperationDirectoryGrain>(IOperationDirectoryGrain.Key).ListAsync(
            new OperationQuery(1) { Collections = [alias.Value], Kind = OperationKind.Load, State = OperationState.Running }, cancellationToken);
        return loads.Entries is [var load] ? Conflict($"Operation '{load.Id}' fills collection '{alias}' from a lake. Wait for its end.") : null;
    }

    /// <summary>Marks the corpus as being removed, with what there is of it; the removal that is known then, which may be another operation's.</summary>
    /// <exception cref="FailureException">CollectionNotFound, or a fault of index or artifacts.</exception>
    public async Task<CorpusRemoval> MarkAsync(string operation, CollectionName alias, CorpusId corpus, CancellationToken cancellationToken)
    {
        var collection = grains.GetGrain<ICollectionGrain>(alias.Value);
        var generations = (await collection.GenerationsAsync(cancellationToken)).OrThrow();
        var points = await index.CountAsync(generations.Live.Collection, PointsOf(corpus), cancellationToken);
        var rows = 0L;
        foreach (var generation in generations.Generations)
        {
            rows += await lake.CountAsync(generation.Place.Collection, corpus, cancellationToken);
        }

        return (await collection.BeginRemovalAsync(new CorpusRemoval(corpus, operation, points, rows), cancellationToken)).OrThrow();
    }

    private static Failure Conflict(string detail) => new(FailureKind.Conflict, detail);

    private static string Named(CollectionDescription described) =>
        described.Corpora.Count == 0 ? "none" : string.Join(", ", described.Corpora.Select(static corpus => $"'{corpus.Id}'"));
}
