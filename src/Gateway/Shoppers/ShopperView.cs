using Cluster.Contracts.Shoppers;

namespace Cluster.Gateway.Shoppers;

/// <summary>What is known of a shopper in a collection.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Interests">What each interest weighs now, as a share of all, the largest first.</param>
/// <param name="Aversions">What each aversion weighs now, the largest first; a fresh dismissal weighs 3.</param>
/// <param name="Events">The latest events, oldest first, at most 200.</param>
public sealed record ShopperView(string Collection, IReadOnlyList<float> Interests, IReadOnlyList<float> Aversions, IReadOnlyList<ShopperEventView> Events)
{
    internal static ShopperView Of(string collection, ShopperProfile profile, DateTimeOffset now)
    {
        var weights = profile.Interests.Select(mode => mode.WeightAt(now)).OrderDescending().ToList();
        var all = Math.Max(weights.Sum(), float.Epsilon);
        return new ShopperView(
            collection,
            [.. weights.Select(weight => MathF.Round(weight / all, 4))],
            [.. profile.Aversions.Select(mode => MathF.Round(mode.WeightAt(now), 4)).OrderDescending()],
            [.. profile.Events.Select(static item => new ShopperEventView(item.Kind.ToString().ToLowerInvariant(), item.Point.ToString(), item.At, item.Id))]);
    }
}
