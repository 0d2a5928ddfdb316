namespace Cluster.Domain.Shoppers;

/// <summary>What a shopper did with an item. Numbers are stable: they are stored.</summary>
public enum ShopperEventKind
{
    /// <summary>Looked at it.</summary>
    View = 1,

    /// <summary>Put it into the cart.</summary>
    Cart = 2,

    /// <summary>Bought it.</summary>
    Purchase = 3,

    /// <summary>Waved it away.</summary>
    Dismiss = 4,
}
