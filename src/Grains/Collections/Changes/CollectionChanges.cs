using Cluster.Contracts.Collections;
using Cluster.Contracts.Collections.Changes;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Grains.Collections.Uploads;
using Cluster.VectorIndex;

namespace Cluster.Grains.Collections.Changes;

/// <summary>
/// Changes single points of a collection outside of jobs. 1. The change is announced. 2. It is written to the live generation; deletions to every
/// one, for nobody may find a removed image while another generation catches up. 3. The announcement is ended, and the other generations take the
/// change over.
/// </summary>
/// <remarks>Expected faults come back as failures: CollectionNotFound, PointNotFound, InvalidRequest, Overloaded, Unavailable, StorageFull.</remarks>
public sealed class CollectionChanges(IGrainFactory grains, IVectorIndex index, UploadedImages uploads)
{
    /// <summary>Deletes points from every generation; those that are not there are no fault. What was live when it was done.</summary>
    public Task<Outcome<LiveCollection>> DeleteAsync(CollectionName alias, IReadOnlyList<PointId> ids, CancellationToken cancellationToken) => ApplyAsync(
        alias,
        collection => collection.BeginChangeAsync(ids, cancellationToken),
        async ticket =>
        {
            await DeleteUploadsAsync(ticket.Live, ids, cancellationToken);
            await DeleteAsync(ticket, ids, cancellationToken);
        });

    /// <summary>Deletes points of a corpus that <paramref name="operation"/> removes, from every generation; uploaded images stay. Conflict when it is not that operation's any more.</summary>
    public Task<Outcome<LiveCollection>> RemoveAsync(
        CollectionName alias, CorpusId corpus, string operation, IReadOnlyList<PointId> ids, CancellationToken cancellationToken) => ApplyAsync(
        alias,
        collection => collection.BeginCorpusChangeAsync(corpus, operation, ids, cancellationToken),
        ticket => DeleteAsync(ticket, ids, cancellationToken));

    /// <summary>Sets payload fields of one point and keeps the others. PointNotFound when it is not there.</summary>
    public Task<Outcome<LiveCollection>> PatchAsync(
        CollectionName alias, PointId id, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken) => ApplyAsync(
        alias,
        collection => collection.BeginChangeAsync([id], cancellationToken),
        async ticket =>
        {
            if (await index.GetAsync(ticket.Live.Collection, [id], PointSelector.IdOnly, cancellationToken) is [])
            {
                throw new FailureException(FailureKind.PointNotFound, $"Collection '{alias}' holds no point '{id}'.");
            }

            await index.SetPayloadAsync(ticket.Live.Collection, [id], fields, cancellationToken);
        });

    /// <summary>
    /// Writes points of a corpus that <paramref name="embed"/> makes for the generation it is given; asked again when another one became live meanwhile. Conflict or
    /// CorpusNotFound when the corpus is being, or was, removed.
    /// </summary>
    public async Task<Outcome<LiveCollection>> UpsertAsync(
        CollectionName alias, CorpusId corpus, IReadOnlyList<PointId> ids, Func<LiveCollection, Task<PointBatch>> embed, CancellationToken cancellationToken)
    {
        while (true)
        {
            var live = await grains.GetGrain<ICollectionGrain>(alias.Value).GetLiveAsync(cancellationToken);
            if (!live.Succeeded)
            {
                return live.Failure;
            }

            try
            {
                // Outside the announcement: encoding takes its time.
                var points = await embed(live.Value);
                var written = false;
                var applied = await ApplyAsync(
                    alias,
                    collection => collection.BeginCorpusChangeAsync(corpus, removal: null, ids, cancellationToken),
                    async ticket =>
                    {
                        written = ticket.Live == live.Value;
                        if (written)
                        {
                            await index.UpsertAsync(ticket.Live.Collection, points, cancellationToken);
                        }
                    });
                if (written && applied.Failure?.Kind is FailureKind.CorpusNotFound or FailureKind.Conflict)
                {
                    // The corpus was removed while the write took longer than a ticket lives: nobody else knows of it.
                    await index.DeleteAsync(live.Value.Collection, ids, cancellationToken);
                }

                if (written || !applied.Succeeded)
                {
                    return applied;
                }
            }
            catch (FailureException fault)
            {
                return fault.Failure;
            }
        }
    }

    private async Task<Outcome<LiveCollection>> ApplyAsync(
        CollectionName alias, Func<ICollectionGrain, Task<Outcome<ChangeTicket>>> begin, Func<ChangeTicket, Task> write)
    {
        var collection = grains.GetGrain<ICollectionGrain>(alias.Value);
        while (true)
        {
            var ticket = await begin(collection);
            if (!ticket.Succeeded)
            {
                return ticket.Failure;
            }

            var isKnown = false;
            try
            {
                await write(ticket.Value);
            }
            catch (FailureException fault)
            {
                return fault.Failure;
            }
            finally
            {
                isKnown = await collection.EndChangeAsync(ticket.Value.Number, CancellationToken.None);
            }

            if (isKnown)
            {
                return ticket.Value.Live;
            }

            // It took longer than a ticket lives, or the collection moved: written again, since it may have gone to what is not live any more.
        }
    }

    private async Task DeleteAsync(ChangeTicket ticket, IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        await index.DeleteAsync(ticket.Live.Collection, ids, cancellationToken);
        foreach (var follower in ticket.Followers)
        {
            try
            {
                await index.DeleteAsync(follower.Collection, ids, cancellationToken);
            }
            catch (FailureException gone) when (gone.Failure.Kind == FailureKind.CollectionNotFound)
            {
                // Retired meanwhile.
            }
        }
    }

    private async Task DeleteUploadsAsync(LiveCollection live, IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        foreach (var point in await index.GetAsync(live.Collection, ids, UploadedImages.Origin, cancellationToken))
        {
            await uploads.DeleteAsync(live.Alias, point, cancellationToken);
        }
    }
}
