using Cluster.Contracts.Collections;
using Cluster.Contracts.Collections.Changes;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex;

namespace Cluster.Grains.Collections.Changes;

/// <summary>
/// The index as a job sees it that writes into a live generation: every write is announced to the collection first, so that the other generations
/// take it over, and is refused when the generation is not live any more, or when the corpus that is written was removed. Reads go straight through.
/// </summary>
/// <param name="index">The index itself.</param>
/// <param name="grain">The collection.</param>
/// <param name="target">Its live generation.</param>
/// <param name="corpus">The corpus whose points are written; null for changes of points of whichever corpus that are there.</param>
public sealed class LiveWrites(IVectorIndex index, ICollectionGrain grain, LiveCollection target, CorpusId? corpus = null) : IVectorIndex
{
    /// <summary>The fault of writing into what is not live any more. The job asks what is, and goes on from its checkpoint.</summary>
    public static FailureException Superseded(LiveCollection target) => new(
        FailureKind.LeaseLost, $"Generation {target.Generation} of collection '{target.Alias}' is not live any more; the job goes on in the one that is.");

    /// <inheritdoc />
    public Task UpsertAsync(CollectionName collection, PointBatch points, CancellationToken cancellationToken) => collection == target.Collection
        ? AnnouncedAsync(points.Ids, () => index.UpsertAsync(collection, points, cancellationToken), cancellationToken)
        : index.UpsertAsync(collection, points, cancellationToken);

    /// <inheritdoc />
    public Task SetPayloadAsync(
        CollectionName collection, IReadOnlyList<PointId> ids, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken) => collection == target.Collection
        ? AnnouncedAsync(ids, () => index.SetPayloadAsync(collection, ids, fields, cancellationToken), cancellationToken)
        : index.SetPayloadAsync(collection, ids, fields, cancellationToken);

    /// <inheritdoc />
    public async Task<long> DeleteAsync(CollectionName collection, IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        if (collection != target.Collection)
        {
            return await index.DeleteAsync(collection, ids, cancellationToken);
        }

        long deleted = 0;
        await AnnouncedAsync(ids, async () => deleted = await index.DeleteAsync(collection, ids, cancellationToken), cancellationToken);
        return deleted;
    }

    /// <inheritdoc />
    public Task CreateCollectionAsync(CollectionSpec spec, CancellationToken cancellationToken) => index.CreateCollectionAsync(spec, cancellationToken);

    /// <inheritdoc />
    public Task<bool> DropCollectionAsync(CollectionName collection, CancellationToken cancellationToken) => index.DropCollectionAsync(collection, cancellationToken);

    /// <inheritdoc />
    public Task<CollectionInfo?> FindCollectionAsync(CollectionName collection, CancellationToken cancellationToken) => index.FindCollectionAsync(collection, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<CollectionInfo>> ListCollectionsAsync(CancellationToken cancellationToken) => index.ListCollectionsAsync(cancellationToken);

    /// <inheritdoc />
    public Task FinishLoadAsync(CollectionName collection, CancellationToken cancellationToken) => index.FinishLoadAsync(collection, cancellationToken);

    /// <inheritdoc />
    public Task PublishAsync(CollectionName alias, CollectionName collection, CancellationToken cancellationToken) => index.PublishAsync(alias, collection, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredPoint>> GetAsync(CollectionName collection, IReadOnlyList<PointId> ids, PointSelector select, CancellationToken cancellationToken) =>
        index.GetAsync(collection, ids, select, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ScoredPoint>> QueryAsync(CollectionName collection, VectorQuery query, CancellationToken cancellationToken) =>
        index.QueryAsync(collection, query, cancellationToken);

    /// <inheritdoc />
    public Task<long> CountAsync(CollectionName collection, Filter? filter, CancellationToken cancellationToken) => index.CountAsync(collection, filter, cancellationToken);

    /// <inheritdoc />
    public Task<ScrollPage> ScrollAsync(
        CollectionName collection, PointId? from, int limit, Filter? filter, PointSelector select, CancellationToken cancellationToken) =>
        index.ScrollAsync(collection, from, limit, filter, select, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<FacetHit>> FacetAsync(CollectionName collection, string field, Filter? filter, int limit, CancellationToken cancellationToken) =>
        index.FacetAsync(collection, field, filter, limit, cancellationToken);

    private async Task AnnouncedAsync(IReadOnlyList<PointId> ids, Func<Task> write, CancellationToken cancellationToken)
    {
        var ticket = await BeginAsync(ids, cancellationToken);
        try
        {
            await write();
        }
        finally
        {
            // Also after a fault: a part may be written. No token: an announcement that is not ended holds up a cut-over.
            if (!await EndAsync(ticket.Number))
            {
                await AnnounceAgainAsync(ids);
            }
        }
    }

    private async Task AnnounceAgainAsync(IReadOnlyList<PointId> ids)
    {
        var again = await AskAsync(ids, CancellationToken.None);
        if (corpus is not null && again.Failure?.Kind is FailureKind.CorpusNotFound or FailureKind.Conflict)
        {
            // The corpus was removed while the write took longer than a ticket lives: nobody else knows of it.
            await index.DeleteAsync(target.Collection, ids, CancellationToken.None);
        }

        await EndAsync(Accept(again).Number);
    }

    private async Task<ChangeTicket> BeginAsync(IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        var ticket = Accept(await AskAsync(ids, cancellationToken));
        if (ticket.Live == target)
        {
            return ticket;
        }

        await EndAsync(ticket.Number);
        throw Superseded(target);
    }

    private Task<Outcome<ChangeTicket>> AskAsync(IReadOnlyList<PointId> ids, CancellationToken cancellationToken) => GrainFaults.AsFailuresAsync(() =>
        corpus is { } written ? grain.BeginCorpusChangeAsync(written, removal: null, ids, cancellationToken) : grain.BeginChangeAsync(ids, cancellationToken));

    /// <summary>A corpus that is being removed is waited for: either it is gone in the end, or its removal was refused.</summary>
    private static ChangeTicket Accept(Outcome<ChangeTicket> asked) => asked.Failure is { Kind: FailureKind.Conflict } removing
        ? throw new FailureException(FailureKind.Overloaded, removing.Detail)
        : asked.OrThrow();

    private Task<bool> EndAsync(long number) => GrainFaults.AsFailuresAsync(() => grain.EndChangeAsync(number, CancellationToken.None));
}
