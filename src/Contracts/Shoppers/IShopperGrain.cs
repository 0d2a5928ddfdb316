using Cluster.Domain.Collections;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Shoppers;

namespace Cluster.Contracts.Shoppers;

/// <summary>
/// Remembers what one shopper likes. Key: a hash of the shop's id of the shopper, so that the id itself is stored nowhere; see <c>ShopperKey</c> of the
/// gateway.
/// </summary>
[Alias("cluster.IShopperGrain")]
public interface IShopperGrain : IGrainWithStringKey
{
    /// <summary>
    /// Learns from events, oldest first. Items that are not in the collection are left out; PointNotFound when none is. Durable when it answers.
    /// </summary>
    [Alias("learn")]
    Task<Outcome<ShopperProfile>> LearnAsync(LiveCollection live, IReadOnlyList<ShopperEvent> events, CancellationToken cancellationToken = default);

    /// <summary>
    /// What is known, in the space of <paramref name="live"/>; built anew from the events where another encoder has taken over. ShopperNotFound when nothing is.
    /// </summary>
    [Alias("show")]
    Task<Outcome<ShopperProfile>> ShowAsync(LiveCollection live, CancellationToken cancellationToken = default);

    /// <summary>Forgets everything, in every collection; false when nothing was known.</summary>
    [Alias("forget")]
    Task<bool> ForgetAsync(CancellationToken cancellationToken = default);
}
