using Orleans.Placement;

namespace Cluster.Grains.Placement;

/// <summary>Marks grains that <see cref="ShardPlacementFilterDirector"/> decides about.</summary>
public sealed class ShardPlacementFilterStrategy : PlacementFilterStrategy
{
    /// <summary>Made anew by Orleans on each silo.</summary>
    public ShardPlacementFilterStrategy()
        : base(order: 0)
    {
    }
}
