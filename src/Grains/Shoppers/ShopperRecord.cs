using Cluster.Contracts.Shoppers;

namespace Cluster.Grains.Shoppers;

/// <summary>What is remembered of a shopper.</summary>
[GenerateSerializer, Alias("cluster.shopper-record")]
public sealed record ShopperRecord
{
    /// <summary>By alias of the collection.</summary>
    [Id(0)]
    public IReadOnlyDictionary<string, ShopperProfile> Profiles { get; init; } = new Dictionary<string, ShopperProfile>();
}
