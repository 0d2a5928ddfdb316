namespace Cluster.Gateway.Shoppers;

/// <summary>An event that is remembered.</summary>
/// <param name="Kind"><c>view</c>, <c>cart</c>, <c>purchase</c> or <c>dismiss</c>.</param>
/// <param name="PointId">The item.</param>
/// <param name="At">When it happened.</param>
/// <param name="Id">The caller's id of it.</param>
public sealed record ShopperEventView(string Kind, string PointId, DateTimeOffset At, string? Id);
