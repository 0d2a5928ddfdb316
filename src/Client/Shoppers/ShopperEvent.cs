namespace Cluster.Client.Shoppers;

/// <summary>Something that a shopper did. Made by the methods here.</summary>
public sealed record ShopperEvent
{
    /// <summary><c>view</c>, <c>cart</c>, <c>purchase</c> or <c>dismiss</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The item, by the id of its point. Either this or <see cref="Key"/>.</summary>
    public string? PointId { get; init; }

    /// <summary>The item, by the key of its image.</summary>
    public string? Key { get; init; }

    /// <summary>When it happened; now when null.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>An id of the caller's own, so that an event told twice counts once.</summary>
    public string? Id { get; init; }

    /// <summary>The shopper looked at an item.</summary>
    public static ShopperEvent View(string key) => new() { Kind = "view", Key = key };

    /// <summary>The shopper put an item into the cart.</summary>
    public static ShopperEvent Cart(string key) => new() { Kind = "cart", Key = key };

    /// <summary>The shopper bought an item.</summary>
    public static ShopperEvent Purchase(string key) => new() { Kind = "purchase", Key = key };

    /// <summary>The shopper waved an item away.</summary>
    public static ShopperEvent Dismiss(string key) => new() { Kind = "dismiss", Key = key };
}
