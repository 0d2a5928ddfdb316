namespace Cluster.Client.Shoppers;

/// <summary>An event that is remembered.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="PointId">With which item.</param>
/// <param name="At">When.</param>
/// <param name="Id">The caller's id of it.</param>
public sealed record RememberedEvent(string Kind, string PointId, DateTimeOffset At, string? Id);
