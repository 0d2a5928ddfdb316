using Orleans.Placement;

namespace Cluster.Grains.Placement;

/// <summary>The grain is placed beside an encoder: on the silo that was chosen for it, or else on one that can hold the encoder it needs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EncoderPlacementFilterAttribute() : PlacementFilterAttribute(new EncoderPlacementFilterStrategy());
