using Cluster.Domain.Identity;
using Cluster.Domain.Shoppers;

namespace Cluster.Contracts.Shoppers;

/// <summary>What is known of a shopper in one collection.</summary>
[GenerateSerializer, Immutable, Alias("cluster.shopper-profile")]
public sealed record ShopperProfile
{
    /// <summary>The space that the interests lie in.</summary>
    [Id(0)]
    public required EmbeddingSpaceId Space { get; init; }

    /// <summary>What the shopper likes, as several directions.</summary>
    [Id(1)]
    public IReadOnlyList<InterestMode> Interests { get; init; } = [];

    /// <summary>What the shopper waved away.</summary>
    [Id(2)]
    public IReadOnlyList<InterestMode> Aversions { get; init; } = [];

    /// <summary>The latest events, oldest first.</summary>
    [Id(3)]
    public IReadOnlyList<ShopperEvent> Events { get; init; } = [];

    /// <summary>Items not to show again: bought or waved away.</summary>
    [Id(4)]
    public IReadOnlyList<PointId> Done { get; init; } = [];
}
