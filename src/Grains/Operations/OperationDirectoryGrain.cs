using Cluster.Contracts.Operations;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Operations;

/// <inheritdoc cref="IOperationDirectoryGrain" />
public sealed class OperationDirectoryGrain(
    [PersistentState("operations", GrainStorageNames.Durable)] IPersistentState<OperationDirectoryRecord> stored) : Grain, IOperationDirectoryGrain
{
    private IReadOnlyList<OperationEntry> Entries => stored.State.Entries;

    /// <inheritdoc />
    public async Task<bool> AddAsync(string operation, OperationKind kind, CollectionName collection, CancellationToken cancellationToken)
    {
        if (Find(operation) is not null)
        {
            return true;
        }

        var kept = Entries;
        if (kept.Count >= IOperationDirectoryGrain.MostListed)
        {
            // Running ones stay: after a crash they are found here.
            if (kept.FirstOrDefault(static entry => entry.State != OperationState.Running) is not { } oldest)
            {
                return false;
            }

            kept = [.. kept.Where(entry => entry != oldest)];
        }

        var number = stored.State.Started + 1;
        await StoreAsync(
            new OperationDirectoryRecord { Started = number, Entries = [.. kept, new OperationEntry(number, operation, kind, collection, OperationState.Running)] }, cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public Task EndAsync(string operation, OperationState state, CancellationToken cancellationToken) => Find(operation) is { } known && known.State != state
        ? StoreAsync(stored.State with { Entries = [.. Entries.Select(entry => entry == known ? entry with { State = state } : entry)] }, cancellationToken)
        : Task.CompletedTask;

    /// <inheritdoc />
    public Task RemoveAsync(string operation, CancellationToken cancellationToken) => Find(operation) is { } known
        ? StoreAsync(stored.State with { Entries = [.. Entries.Where(entry => entry != known)] }, cancellationToken)
        : Task.CompletedTask;

    /// <inheritdoc />
    public Task<OperationEntries> ListAsync(OperationQuery query, CancellationToken cancellationToken)
    {
        var found = Entries.Reverse()
            .Where(entry => query.Before is not { } before || entry.Number < before)
            .Where(entry => query.Collections is not { } collections || collections.Contains(entry.Collection.Value))
            .Where(entry => (query.Kind ?? entry.Kind, query.State ?? entry.State) == (entry.Kind, entry.State))
            .Take(query.Limit + 1).ToList();
        return Task.FromResult(found.Count > query.Limit
            ? new OperationEntries(found[..query.Limit], found[query.Limit - 1].Number)
            : new OperationEntries(found, null));
    }

    private OperationEntry? Find(string operation) => Entries.FirstOrDefault(entry => entry.Id == operation);

    private async Task StoreAsync(OperationDirectoryRecord record, CancellationToken cancellationToken)
    {
        var before = stored.State;
        try
        {
            stored.State = record;
            await stored.WriteStateAsync(cancellationToken);
        }
        catch
        {
            // What is not stored is not so.
            stored.State = before;
            throw;
        }
    }
}
