using Cluster.Contracts.Encoders;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Cluster.Grains.Placement;

/// <summary>
/// Leaves the one silo of an encoder shard's key. A shard of a silo that has ended is placed nowhere: its caller is told so, and picks another one.
/// </summary>
public sealed class ShardPlacementFilterDirector : IPlacementFilterDirector
{
    /// <inheritdoc />
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var address = EncoderShardAddress.Parse(target.GrainIdentity.Key.ToString()!);
        return silos.Where(silo => silo.ToParsableString() == address.Silo);
    }
}
