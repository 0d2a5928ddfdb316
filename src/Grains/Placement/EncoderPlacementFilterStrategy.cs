using Orleans.Placement;

namespace Cluster.Grains.Placement;

/// <summary>Marks grains that <see cref="EncoderPlacementFilterDirector"/> decides about.</summary>
public sealed class EncoderPlacementFilterStrategy : PlacementFilterStrategy
{
    /// <summary>Made anew by Orleans on each silo.</summary>
    public EncoderPlacementFilterStrategy()
        : base(order: 0)
    {
    }
}
