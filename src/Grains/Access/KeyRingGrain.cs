using Cluster.Contracts.Access;
using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Access;

/// <inheritdoc cref="IKeyRingGrain" />
public sealed class KeyRingGrain(
    [PersistentState("keys", GrainStorageNames.Durable)] IPersistentState<KeyRingRecord> state, TimeProvider time) : Grain, IKeyRingGrain
{
    /// <summary>Gateways hold all keys in memory.</summary>
    private const int MostKeys = 1_000;

    /// <inheritdoc />
    public Task<KeyRing> ListAsync(CancellationToken cancellationToken) => Task.FromResult(new KeyRing(state.State.Version, state.State.Keys));

    /// <inheritdoc />
    public async Task<Outcome<ApiKey>> AddAsync(ApiKey key, CancellationToken cancellationToken)
    {
        if (state.State.Keys.Any(other => other.Id == key.Id))
        {
            return new Failure(FailureKind.Conflict, $"There is a key '{key.Id}' already; its secret was shown once. Rotate it to have another.");
        }

        if (state.State.Keys.Count >= MostKeys)
        {
            return new Failure(FailureKind.Conflict, $"There are {MostKeys} keys, which is the most there can be. Revoke some first.");
        }

        await StoreAsync([.. state.State.Keys, key], cancellationToken);
        return key;
    }

    /// <inheritdoc />
    public async Task<bool> AddFirstAsync(ApiKey key, CancellationToken cancellationToken)
    {
        if (state.State.Keys.Count > 0)
        {
            return false;
        }

        await StoreAsync([key], cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public async Task<Outcome<ApiKey>> RotateAsync(string id, string hash, DateTimeOffset previousUntil, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } key)
        {
            return NotThere(id);
        }

        var rotated = key with { Hash = hash, PreviousHash = key.Hash, PreviousUntil = previousUntil };
        await StoreAsync([.. state.State.Keys.Select(other => other.Id == id ? rotated : other)], cancellationToken);
        return rotated;
    }

    /// <inheritdoc />
    public async Task<Outcome<ApiKey>> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } key)
        {
            return NotThere(id);
        }

        var others = state.State.Keys.Where(other => other.Id != id).ToList();
        if (MakesKeys(key) && !others.Exists(MakesKeys))
        {
            return new Failure(FailureKind.Conflict, $"Key '{id}' is the last one that can make others: make another of scope admin first, or nobody could come in.");
        }

        await StoreAsync(others, cancellationToken);
        return key;
    }

    private static Failure NotThere(string id) => new(FailureKind.KeyNotFound, $"There is no key '{id}'. /v1/keys lists the keys there are.");

    private bool MakesKeys(ApiKey key) => key is { Scope: AccessScope.Admin, Collections.Count: 0 } && !(key.ExpiresAt <= time.GetUtcNow());

    private ApiKey? Find(string id) => state.State.Keys.FirstOrDefault(key => key.Id == id);

    private async Task StoreAsync(IReadOnlyList<ApiKey> keys, CancellationToken cancellationToken)
    {
        var before = state.State;
        state.State = new KeyRingRecord { Version = before.Version + 1, Keys = keys };
        try
        {
            await state.WriteStateAsync(cancellationToken);
        }
        catch
        {
            // Memory must not admit a key, or refuse one, that the store does not.
            state.State = before;
            throw;
        }
    }
}
