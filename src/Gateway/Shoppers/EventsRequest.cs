namespace Cluster.Gateway.Shoppers;

/// <summary>What a shopper did in a collection.</summary>
public sealed record EventsRequest
{
    /// <summary>The collection that the items are in.</summary>
    public required string Collection { get; init; }

    /// <summary>1 to 100 events.</summary>
    public required IReadOnlyList<EventRequest> Events { get; init; }
}
