using Cluster.Contracts.Collections;
using Cluster.Domain.Collections;
using Cluster.Domain.Outcomes;
using Cluster.VectorIndex;

namespace Cluster.Grains.Collections.Changes;

/// <summary>Opens the index for a job that writes into a generation of a collection.</summary>
public sealed class TargetWrites(IVectorIndex index, IGrainFactory grains)
{
    /// <summary>Writes into the live generation are announced; a generation being built is written straight.</summary>
    /// <exception cref="FailureException">LeaseLost: the target was live when the work was handed out, and is not any more.</exception>
    public async Task<IVectorIndex> OpenAsync(LiveCollection target, CancellationToken cancellationToken)
    {
        var collection = grains.GetGrain<ICollectionGrain>(target.Alias.Value);
        var generations = (await GrainFaults.AsFailuresAsync(() => collection.GenerationsAsync(cancellationToken))).OrThrow();
        return generations.Generations.FirstOrDefault(generation => generation.Place == target)?.Role switch
        {
            GenerationRole.Live => new LiveWrites(index, collection, target),
            GenerationRole.Building => index,
            _ => throw LiveWrites.Superseded(target),
        };
    }
}
