using Cluster.Contracts.Collections;
using Cluster.Contracts.Collections.Changes;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Collections;

/// <remarks>
/// A corpus that is being removed is marked first. Whoever writes points of a corpus announces them as such, and is refused from then on; those who
/// announced them before are waited for behind a fence. So what the removal has found to be gone stays gone until it is over.
/// </remarks>
public sealed partial class CollectionGrain
{
    /// <summary>Removals that are over and still known.</summary>
    private const int MostDone = 100;

    /// <inheritdoc />
    public async Task<Outcome<CorpusRemoval>> BeginRemovalAsync(CorpusRemoval asked, CancellationToken cancellationToken)
    {
        if (state.State.Live is null)
        {
            return NotThere;
        }

        var known = Removal(asked.Corpus);
        if (known is not null && (!known.Done || known.Operation == asked.Operation))
        {
            return known;
        }

        await StoreAsync(asked, cancellationToken);
        return asked;
    }

    /// <inheritdoc />
    public async Task EndRemovalAsync(CorpusRemoval ended, CancellationToken cancellationToken)
    {
        if (Removal(ended.Corpus) is not { Done: false } known || known.Operation != ended.Operation)
        {
            return;
        }

        if (ended.Done)
        {
            await StoreAsync(ended, cancellationToken);
        }
        else
        {
            await StoreAsync(state.State with { Removals = [.. state.State.Removals.Where(other => other != known)] }, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task<CorpusRemoval?> FindRemovalAsync(CorpusId corpus, CancellationToken cancellationToken) => Task.FromResult(Removal(corpus));

    /// <inheritdoc />
    public async Task<Outcome<ChangeTicket>> BeginCorpusChangeAsync(CorpusId corpus, string? removal, IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        var ticket = await BeginChangeAsync(ids, cancellationToken);
        if (!ticket.Succeeded || Refuse(corpus, removal) is not { } refusal)
        {
            return ticket;
        }

        // Looked up behind a fence that may have been up: a removal marks, and then waits for those who came before.
        _book.End(ticket.Value.Number);
        return refusal;
    }

    private CorpusRemoval? Removal(CorpusId corpus) => state.State.Removals.FirstOrDefault(removal => removal.Corpus == corpus);

    private Failure? Refuse(CorpusId corpus, string? removal)
    {
        var known = Removal(corpus) is { Done: false } now ? now : null;
        if (known is not null)
        {
            return known.Operation == removal ? null : BeingRemoved(known);
        }

        return removal is not null
            ? new Failure(FailureKind.Conflict, $"Operation '{removal}' does not remove corpus '{corpus}' from collection '{Alias}' any more.")
            : state.State.Corpora.Any(member => member.Id == corpus)
                ? null
                : new Failure(FailureKind.CorpusNotFound, $"Corpus '{corpus}' was removed from collection '{Alias}'. Submit a new job to bring it back.");
    }

    private Failure BeingRemoved(CorpusRemoval removal) => new(
        FailureKind.Conflict, $"Corpus '{removal.Corpus}' is being removed from collection '{Alias}' by operation '{removal.Operation}'. Wait for its end.");

    private Task StoreAsync(CorpusRemoval removal, CancellationToken cancellationToken)
    {
        var others = state.State.Removals.Where(other => other.Corpus != removal.Corpus).ToList();
        var kept = others.Where(static other => !other.Done).Concat(others.Where(static other => other.Done).TakeLast(MostDone - 1));
        return StoreAsync(
            state.State with
            {
                Removals = [.. kept, removal],
                Corpora = removal.Done ? [.. state.State.Corpora.Where(member => member.Id != removal.Corpus)] : state.State.Corpora,
                Passes = removal.Done ? [.. state.State.Passes.Where(pass => pass.Corpus != removal.Corpus)] : state.State.Passes,
            },
            cancellationToken);
    }

    private async Task StoreAsync(CollectionRecord record, CancellationToken cancellationToken)
    {
        var before = state.State;
        try
        {
            state.State = record;
            await state.WriteStateAsync(cancellationToken);
        }
        catch
        {
            // What is not stored is not so.
            state.State = before;
            throw;
        }
    }
}
