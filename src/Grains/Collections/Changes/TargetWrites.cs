using Cluster.Contracts.Collections;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Outcomes;
using Cluster.VectorIndex;

namespace Cluster.Grains.Collections.Changes;

/// <summary>Opens the index for a job that writes into a generation of a collection.</summary>
public sealed class TargetWrites(IVectorIndex index, IGrainFactory grains)
{
    /// <summary>Writes into the live generation are announced; a generation being built is written straight.</summary>
    /// <exception cref="FailureException">
    /// LeaseLost: the target was live when the work was handed out, and is not any more. CorpusNotFound: the corpus was removed from the collection since then.
    /// </exception>
    public async Task<IVectorIndex> OpenAsync(LiveCollection target, CorpusSpec corpus, CancellationToken cancellationToken)
    {
        var collection = grains.GetGrain<ICollectionGrain>(target.Alias.Value);
        var described = (await GrainFaults.AsFailuresAsync(() => collection.DescribeAsync(cancellationToken))).OrThrow();
        if (!described.Corpora.Any(member => member.Id == corpus.Id && member.Kind == corpus.Kind && member.Location == corpus.Location))
        {
            throw new FailureException(
                FailureKind.CorpusNotFound, $"Corpus '{corpus.Id}' ({corpus.Kind}) was removed from collection '{target.Alias}' since the work was asked for. Submit a new job to bring it back.");
        }

        var generations = (await GrainFaults.AsFailuresAsync(() => collection.GenerationsAsync(cancellationToken))).OrThrow();
        return generations.Generations.FirstOrDefault(generation => generation.Place == target)?.Role switch
        {
            GenerationRole.Live => new LiveWrites(index, collection, target, corpus.Id),
            GenerationRole.Building => index,
            _ => throw LiveWrites.Superseded(target),
        };
    }
}
