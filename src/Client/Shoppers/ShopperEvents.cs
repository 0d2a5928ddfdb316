namespace Cluster.Client.Shoppers;

/// <summary>Events as they travel.</summary>
internal sealed record ShopperEvents(string Collection, IReadOnlyList<ShopperEvent> Events);
