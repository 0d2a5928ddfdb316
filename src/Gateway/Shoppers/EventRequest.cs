namespace Cluster.Gateway.Shoppers;

/// <summary>Something that a shopper did.</summary>
public sealed record EventRequest
{
    /// <summary><c>view</c>, <c>cart</c>, <c>purchase</c> or <c>dismiss</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The item, by the id of its point. Either this or <c>key</c>.</summary>
    public string? PointId { get; init; }

    /// <summary>The item, by the key of its image.</summary>
    public string? Key { get; init; }

    /// <summary>When it happened. Default: now. Not more than a day ahead.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>An id of the caller's own, so that an event that is told twice counts once, as long as it is among the last 200.</summary>
    public string? Id { get; init; }
}
