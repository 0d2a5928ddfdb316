using Cluster.Contracts.Collections;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.VectorIndex;

namespace Cluster.Grains.Collections;

/// <inheritdoc cref="ICollectionGrain" />
public sealed class CollectionGrain(
    [PersistentState("collection", GrainStorageNames.Durable)] IPersistentState<CollectionRecord> state,
    IVectorIndex index,
    IGrainFactory grains,
    TimeProvider time) : Grain, ICollectionGrain
{
    private CollectionName Alias => new(this.GetPrimaryKeyString());

    private Failure NotThere => new(FailureKind.CollectionNotFound, $"There is no collection '{Alias}'. Submit a job that writes into it first.");

    /// <inheritdoc />
    public async Task<Outcome<LiveCollection>> OpenAsync(CollectionOpening opening, CancellationToken cancellationToken)
    {
        var live = state.State.Live;
        if (live is not null && live.Space != opening.Space)
        {
            return new Failure(
                FailureKind.SpaceMismatch,
                $"Collection '{Alias}' holds vectors of encoder '{live.Encoder}' (space {live.Space.Value[..12]}); '{opening.Encoder}' makes vectors of another space "
                + $"({opening.Space.Value[..12]}), and the two never mix. Choose another collection name, or the encoder that built it.");
        }

        if (state.State.Corpora.FirstOrDefault(corpus => corpus.Id == opening.Corpus.Id) is { } known && !SameImages(known, opening.Corpus))
        {
            return new Failure(
                FailureKind.Conflict,
                $"Collection '{Alias}' already has a corpus '{known.Id}' at another place ({known.Kind}). Give this corpus a name of its own.");
        }

        try
        {
            var opened = live ?? NextGeneration(opening);
            await index.CreateCollectionAsync(new CollectionSpec(opened.Collection, opened.Space, opened.Dimension), cancellationToken);
            await RememberAsync(opened, opening, cancellationToken);
            return opened;
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    /// <inheritdoc />
    public Task<Outcome<LiveCollection>> GetLiveAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<LiveCollection>>(state.State.Live is { } live ? live : NotThere);

    /// <inheritdoc />
    public Task<Outcome<CollectionDescription>> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(Describe());

    /// <inheritdoc />
    public async Task<Outcome<CollectionDescription>> DropAsync(CancellationToken cancellationToken)
    {
        var description = Describe();
        if (state.State.Live is { } live)
        {
            await index.DropCollectionAsync(live.Collection, cancellationToken);
            state.State = new CollectionRecord { Generations = state.State.Generations };
            await state.WriteStateAsync(cancellationToken);
            await grains.GetGrain<ICollectionDirectoryGrain>(ICollectionDirectoryGrain.Key).RemoveAsync(Alias, cancellationToken);
        }

        return description;
    }

    private static bool SameImages(Domain.Corpora.CorpusSpec known, Domain.Corpora.CorpusSpec asked) =>
        known.Kind == asked.Kind && known.Location == asked.Location;

    private LiveCollection NextGeneration(CollectionOpening opening)
    {
        var generation = state.State.Generations + 1;
        var concrete = new CollectionName($"{Alias}--{opening.Space.Value[..8]}--g{generation}");
        return new LiveCollection(Alias, concrete, opening.Encoder, opening.Space, opening.Dimension, generation);
    }

    private async Task RememberAsync(LiveCollection opened, CollectionOpening opening, CancellationToken cancellationToken)
    {
        var isNew = state.State.Live is null;
        var isKnownCorpus = state.State.Corpora.Any(corpus => corpus.Id == opening.Corpus.Id);
        if (!isNew && isKnownCorpus)
        {
            return;
        }

        state.State = state.State with
        {
            Live = opened,
            Corpora = isKnownCorpus ? state.State.Corpora : [.. state.State.Corpora, opening.Corpus],
            CreatedAt = isNew ? time.GetUtcNow() : state.State.CreatedAt,
            Generations = opened.Generation,
        };
        await state.WriteStateAsync(cancellationToken);
        await grains.GetGrain<ICollectionDirectoryGrain>(ICollectionDirectoryGrain.Key).AddAsync(Alias, cancellationToken);
    }

    private Outcome<CollectionDescription> Describe() => state.State.Live is { } live
        ? new CollectionDescription(live, state.State.Corpora, state.State.CreatedAt)
        : NotThere;
}
