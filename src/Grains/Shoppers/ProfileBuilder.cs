using Cluster.Contracts.Shoppers;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Shoppers;
using Cluster.VectorIndex;

namespace Cluster.Grains.Shoppers;

/// <summary>Turns events into profiles, with the vectors of the items from the index.</summary>
public sealed class ProfileBuilder(IVectorIndex index)
{
    /// <summary>The profile after <paramref name="events"/>, and how many of them were about items that the collection has.</summary>
    /// <param name="profile">The profile before, of the space of <paramref name="live"/>.</param>
    /// <param name="live">The collection.</param>
    /// <param name="events">Events in order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(ShopperProfile Profile, int Known)> LearnAsync(
        ShopperProfile profile, LiveCollection live, IReadOnlyList<ShopperEvent> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(static item => item.Point).Distinct().ToList();
        var vectors = (await index.GetAsync(live.Collection, ids, new PointSelector(true, []), cancellationToken))
            .ToDictionary(static point => point.Id, static point => point.Vector!.Value);
        List<ShopperEvent> known = [.. events.Where(item => vectors.ContainsKey(item.Point))];
        var (interests, aversions) = (profile.Interests, profile.Aversions);
        foreach (var item in known)
        {
            var strength = InterestRules.StrengthOf(item.Kind);
            if (item.Kind == ShopperEventKind.Dismiss)
            {
                aversions = Interests.Meet(aversions, vectors[item.Point], strength, item.At);
            }
            else
            {
                interests = Interests.Meet(interests, vectors[item.Point], strength, item.At);
            }
        }

        IEnumerable<PointId> done = known.Where(static item => item.Kind is ShopperEventKind.Purchase or ShopperEventKind.Dismiss).Select(static item => item.Point);
        return (
            profile with
            {
                Interests = interests,
                Aversions = aversions,
                Events = [.. profile.Events.Concat(known).TakeLast(InterestRules.MaxEvents)],
                Done = [.. profile.Done.Except(done).Concat(done.Distinct()).TakeLast(InterestRules.MaxEvents)],
            },
            known.Count);
    }

    /// <summary>The same shopper in another space: what the remembered events tell there.</summary>
    public async Task<ShopperProfile> RebuildAsync(ShopperProfile profile, LiveCollection live, CancellationToken cancellationToken)
    {
        var (rebuilt, _) = await LearnAsync(new ShopperProfile { Space = live.Space }, live, profile.Events, cancellationToken);

        // Events of items that the new collection lacks stay: they may come, and what was bought is not to be shown again.
        return rebuilt with { Events = profile.Events, Done = profile.Done };
    }
}
