using Cluster.Contracts.Collections;
using Cluster.Contracts.Encoders;
using Cluster.Corpora;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Encoders;

namespace Cluster.Grains.Jobs;

/// <summary>Checks a job before any work: names, corpus, encoder, then the collection. Only the last step writes.</summary>
public sealed class JobAdmission(CorpusSources sources, ClusterEncoders encoders, IGrainFactory grains)
{
    /// <summary>The collection that the job may write into, or what is wrong with the job.</summary>
    public async Task<Outcome<LiveCollection>> AdmitAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        if (Refuse(spec) is { } refusal)
        {
            return refusal;
        }

        try
        {
            if (await sources.Open(spec.Corpus).CheckAsync(cancellationToken) is { } fault)
            {
                return fault;
            }
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }

        var encoder = await encoders.FindAsync(spec.Encoder, cancellationToken);
        if (!encoder.Succeeded)
        {
            return encoder.Failure;
        }

        if (spec.Generation is { } generation)
        {
            return await GenerationAsync(spec, generation, encoder.Value, cancellationToken);
        }

        var opening = new CollectionOpening(encoder.Value.Id, encoder.Value.Space, encoder.Value.Dimension, spec.Corpus);
        return await grains.GetGrain<ICollectionGrain>(spec.Collection.Value).OpenAsync(opening, cancellationToken);
    }

    private async Task<Outcome<LiveCollection>> GenerationAsync(JobSpec spec, int generation, EncoderDescription encoder, CancellationToken cancellationToken)
    {
        var list = await grains.GetGrain<ICollectionGrain>(spec.Collection.Value).GenerationsAsync(cancellationToken);
        if (!list.Succeeded)
        {
            return list.Failure;
        }

        return list.Value.Followers.FirstOrDefault(follower => follower.Place.Generation == generation)?.Place is { } place && place.Space == encoder.Space
            ? place
            : new Failure(FailureKind.Conflict, $"Collection '{spec.Collection}' has no generation {generation} of encoder '{encoder.Id}' to build.");
    }

    private static Failure? Refuse(JobSpec spec)
    {
        if (!NameRules.IsValid(spec.Collection.Value))
        {
            return new Failure(FailureKind.InvalidRequest, NameRules.Explain("The collection name", spec.Collection.Value));
        }

        if (!NameRules.IsValid(spec.Corpus.Id.Value))
        {
            return new Failure(FailureKind.InvalidRequest, NameRules.Explain("The corpus name", spec.Corpus.Id.Value));
        }

        if ((spec.CheckpointInterval, spec.MaxPartitionsInFlight) is not (>= 1 and <= 100_000, >= 0 and <= 4_096))
        {
            return new Failure(
                FailureKind.InvalidRequest,
                $"A job needs a checkpoint interval of 1 to 100,000 images (given: {spec.CheckpointInterval}) and 1 to 4,096 partitions in flight, or 0 for as many as it gets (given: {spec.MaxPartitionsInFlight}).");
        }

        return (spec.Weight, spec.MaxImagesPerSecond ?? 1) is (>= 0.01 and <= 100, >= 0.01 and <= 1_000_000) && (spec.MaxImagesPerSecond is null || spec.MaxPartitionsInFlight > 0)
            ? null
            : new Failure(
                FailureKind.InvalidRequest,
                $"A job's weight is 0.01 to 100 (given: {spec.Weight}); its rate, if it has one, 0.01 to 1,000,000 images a second (given: {spec.MaxImagesPerSecond}), and that needs a number of partitions in flight.");
    }
}
