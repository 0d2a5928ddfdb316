using Cluster.Contracts.Shoppers;
using Cluster.Domain.Collections;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Shoppers;

namespace Cluster.Grains.Shoppers;

/// <inheritdoc cref="IShopperGrain" />
public sealed class ShopperGrain(
    [PersistentState("shopper", GrainStorageNames.Durable)] IPersistentState<ShopperRecord> state, ProfileBuilder builder) : Grain, IShopperGrain
{
    /// <summary>Collections that one shopper is known in.</summary>
    private const int MaxProfiles = 16;

    /// <inheritdoc />
    public async Task<Outcome<ShopperProfile>> LearnAsync(LiveCollection live, IReadOnlyList<ShopperEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            var before = await PresentAsync(live, cancellationToken) ?? new ShopperProfile { Space = live.Space };
            var told = before.Events.Select(static item => item.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
            List<ShopperEvent> news = [.. events.Where(item => item.Id is null || told.Add(item.Id)).OrderBy(static item => item.At)];
            if (news.Count == 0)
            {
                return before;
            }

            var (profile, known) = await builder.LearnAsync(before, live, news, cancellationToken);
            if (known == 0)
            {
                return new Failure(FailureKind.PointNotFound, $"None of the items is in collection '{live.Alias}'.");
            }

            if (!state.State.Profiles.ContainsKey(live.Alias.Value) && state.State.Profiles.Count >= MaxProfiles)
            {
                return new Failure(FailureKind.Conflict, $"The shopper is known in {MaxProfiles} collections, which is the most there can be.");
            }

            await StoreAsync(live, profile, cancellationToken);
            return profile;
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    /// <inheritdoc />
    public async Task<Outcome<ShopperProfile>> ShowAsync(LiveCollection live, CancellationToken cancellationToken)
    {
        try
        {
            return await PresentAsync(live, cancellationToken) is { } profile
                ? profile
                : new Failure(FailureKind.ShopperNotFound, $"Nothing is known of this shopper in collection '{live.Alias}'. Post events first, or recommend by coldStart.");
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    /// <inheritdoc />
    public async Task<bool> ForgetAsync(CancellationToken cancellationToken)
    {
        var known = state.RecordExists;
        if (known)
        {
            await state.ClearStateAsync(cancellationToken);
        }

        // Nothing of the shopper stays in memory, either.
        DeactivateOnIdle();
        return known;
    }

    private async Task<ShopperProfile?> PresentAsync(LiveCollection live, CancellationToken cancellationToken)
    {
        if (!state.State.Profiles.TryGetValue(live.Alias.Value, out var profile) || profile.Space == live.Space)
        {
            return profile;
        }

        var rebuilt = await builder.RebuildAsync(profile, live, cancellationToken);
        await StoreAsync(live, rebuilt, cancellationToken);
        return rebuilt;
    }

    private async Task StoreAsync(LiveCollection live, ShopperProfile profile, CancellationToken cancellationToken)
    {
        var before = state.State;
        state.State = new ShopperRecord { Profiles = new Dictionary<string, ShopperProfile>(before.Profiles) { [live.Alias.Value] = profile } };
        try
        {
            await state.WriteStateAsync(cancellationToken);
        }
        catch
        {
            state.State = before;
            throw;
        }
    }
}
