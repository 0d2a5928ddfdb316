using Orleans.Placement;

namespace Cluster.Grains.Placement;

/// <summary>The grain is placed on the silo that its key names, and nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShardPlacementFilterAttribute() : PlacementFilterAttribute(new ShardPlacementFilterStrategy());
