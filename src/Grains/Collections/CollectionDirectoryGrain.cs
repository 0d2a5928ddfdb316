using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Collections;

/// <inheritdoc cref="ICollectionDirectoryGrain" />
public sealed class CollectionDirectoryGrain(
    [PersistentState("collections", GrainStorageNames.Durable)] IPersistentState<CollectionDirectoryRecord> state) : Grain, ICollectionDirectoryGrain
{
    /// <inheritdoc />
    public Task AddAsync(CollectionName alias, CancellationToken cancellationToken) => StoreAsync(
        [.. state.State.Aliases.Append(alias.Value).Distinct().Order(StringComparer.Ordinal)], cancellationToken);

    /// <inheritdoc />
    public Task RemoveAsync(CollectionName alias, CancellationToken cancellationToken) => StoreAsync(
        [.. state.State.Aliases.Where(name => name != alias.Value)], cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<CollectionName>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CollectionName>>([.. state.State.Aliases.Select(static name => new CollectionName(name))]);

    private async Task StoreAsync(IReadOnlyList<string> aliases, CancellationToken cancellationToken)
    {
        if (!aliases.SequenceEqual(state.State.Aliases))
        {
            state.State = state.State with { Aliases = aliases };
            await state.WriteStateAsync(cancellationToken);
        }
    }
}
