using Cluster.Domain.Identity;

namespace Cluster.Domain.Shoppers;

/// <summary>Something that a shopper did.</summary>
/// <param name="Point">With which item.</param>
/// <param name="Kind">What.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Id">The caller's own id of the event, so that telling it twice counts once; null where there is none.</param>
[GenerateSerializer, Immutable, Alias("cluster.shopper-event")]
public sealed record ShopperEvent(
    [property: Id(0)] PointId Point, [property: Id(1)] ShopperEventKind Kind, [property: Id(2)] DateTimeOffset At, [property: Id(3)] string? Id = null);
