using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Placement;

namespace Cluster.Grains.Encoders;

/// <summary>Asks for work that can only be done beside an encoder, wherever that is: the grain for it is placed on a silo that holds the encoder.</summary>
public sealed class BesideEncoders(ClusterEncoders encoders, SiloEncoders here, ILocalSiloDetails silo, IGrainFactory grains)
{
    /// <summary>Finds the encoder as <see cref="ClusterEncoders.FindAsync"/> does, and asks beside it.</summary>
    public async Task<Outcome<T>> AskAsync<T>(string encoder, Func<IBesideEncoderGrain, Task<Outcome<T>>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var found = await encoders.FindAsync(encoder, cancellationToken);
            if (!found.Succeeded)
            {
                return found.Failure;
            }

            var place = await PlaceAsync(found.Value.Id, cancellationToken);
            return place.Succeeded ? await AskThereAsync(found.Value.Id, place.Value, ask) : place.Failure;
        }
        catch (Exception fault) when (GrainFaults.IsOfCluster(fault))
        {
            return GrainFaults.Of(fault);
        }
    }

    private Task<Outcome<T>> AskThereAsync<T>(EncoderId encoder, string place, Func<IBesideEncoderGrain, Task<Outcome<T>>> ask)
        where T : class
    {
        // The place counts where the grain has to be placed; one that lives already is asked where it is.
        PlacementHints.Set(encoder, place);
        try
        {
            return ask(grains.GetGrain<IBesideEncoderGrain>(encoder.Value));
        }
        finally
        {
            PlacementHints.Clear();
        }
    }

    private async Task<Outcome<string>> PlaceAsync(EncoderId encoder, CancellationToken cancellationToken)
    {
        if (here.Holds(encoder))
        {
            return silo.SiloAddress.ToParsableString();
        }

        var shard = await grains.GetGrain<IEncoderDirectoryGrain>(encoder.Value).PickAsync(cancellationToken);
        return shard.Succeeded ? shard.Value.Silo : shard.Failure;
    }
}
