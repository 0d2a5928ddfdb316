namespace Cluster.Contracts.Collections.Changes;

/// <summary>How far the generations that are not live lie behind.</summary>
/// <param name="Points">Changes of points not yet taken over; a point changed twice may count twice.</param>
/// <param name="Oldest">Age of the oldest of them; zero when there is none.</param>
[GenerateSerializer, Immutable, Alias("cluster.change-lag")]
public sealed record ChangeLag([property: Id(0)] long Points, [property: Id(1)] TimeSpan Oldest);
