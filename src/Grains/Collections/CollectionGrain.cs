using Cluster.Contracts.Collections;
using Cluster.Contracts.Collections.Changes;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Collections.Changes;
using Cluster.VectorIndex;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Collections;

/// <inheritdoc cref="ICollectionGrain" />
public sealed partial class CollectionGrain(
    [PersistentState("collection", GrainStorageNames.Durable)] IPersistentState<CollectionRecord> state,
    IVectorIndex index,
    ChangeLog log,
    IOptions<ChangeOptions> changes,
    IGrainFactory grains,
    TimeProvider time) : Grain, ICollectionGrain
{
    private ChangeBook _book = null!;
    private (int Generation, double Share, DateTimeOffset Until) _shadow;

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

        if (Removal(opening.Corpus.Id) is { Done: false } removal)
        {
            return BeingRemoved(removal);
        }

        try
        {
            var opened = live ?? NextGeneration(opening.Encoder, opening.Space, opening.Dimension);
            await index.CreateCollectionAsync(new CollectionSpec(opened.Collection, opened.Space, opened.Dimension), cancellationToken);
            if (live is null)
            {
                await index.PublishAsync(Alias, opened.Collection, cancellationToken);
            }

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
    public async Task<CorpusPass> BeginPassAsync(CorpusId corpus, JobId job, CancellationToken cancellationToken)
    {
        var pass = Pass(corpus);
        return pass?.Newest == job ? pass : await RememberAsync(new CorpusPass(corpus, job, pass?.Complete), cancellationToken);
    }

    /// <inheritdoc />
    public Task CompletePassAsync(CorpusId corpus, JobId job, CancellationToken cancellationToken) =>
        Pass(corpus) is { } pass && pass.Complete != job ? RememberAsync(pass with { Complete = job }, cancellationToken) : Task.CompletedTask;

    /// <inheritdoc />
    public Task<CorpusPass?> FindPassAsync(CorpusId corpus, CancellationToken cancellationToken) => Task.FromResult(Pass(corpus));

    /// <inheritdoc />
    public Task<Outcome<LiveView>> GetViewAsync(CancellationToken cancellationToken) => Task.FromResult<Outcome<LiveView>>(state.State.Live is { } live
        ? _shadow.Until > time.GetUtcNow() && Set.Find(_shadow.Generation) is { Role: not GenerationRole.Live } shadow
            ? new LiveView(live, shadow.Place, _shadow.Share)
            : new LiveView(live)
        : NotThere);

    /// <inheritdoc />
    public Task ShadowAsync(int generation, double share, TimeSpan duration, CancellationToken cancellationToken)
    {
        _shadow = share > 0 ? (generation, share, time.GetUtcNow() + duration) : default;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<Outcome<CollectionDescription>> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(Describe());

    /// <inheritdoc />
    public async Task<Outcome<CollectionDescription>> DropAsync(CancellationToken cancellationToken)
    {
        var description = Describe();
        if (state.State.Live is not null)
        {
            foreach (var generation in Set.All)
            {
                await index.DropCollectionAsync(generation.Place.Collection, cancellationToken);
            }

            await _book.ForgetAllAsync(cancellationToken);
            state.State = new CollectionRecord { Generations = state.State.Generations };
            await state.WriteStateAsync(cancellationToken);
            await grains.GetGrain<ICollectionDirectoryGrain>(ICollectionDirectoryGrain.Key).RemoveAsync(Alias, cancellationToken);
        }

        return description;
    }

    /// <inheritdoc />
    public Task<Outcome<GenerationList>> GenerationsAsync(CancellationToken cancellationToken) => Task.FromResult(Generations());

    /// <inheritdoc />
    public async Task<Outcome<ChangeTicket>> BeginChangeAsync(IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        if (state.State.Live is null)
        {
            return NotThere;
        }

        try
        {
            var ticket = await _book.BeginAsync(ids, () => state.State.Followers.Count > 0, cancellationToken);
            return ticket is { } number
                ? new ChangeTicket(number, state.State.Live, [.. state.State.Followers.Select(static follower => follower.Place)])
                : new Failure(FailureKind.Overloaded, $"Collection '{Alias}' is about to change its encoder and takes no changes for some seconds. Try again.");
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    /// <inheritdoc />
    public Task<bool> EndChangeAsync(long ticket, CancellationToken cancellationToken) => Task.FromResult(_book.End(ticket));

    /// <inheritdoc />
    public Task<ChangeBatch> TakeChangesAsync(int most, CancellationToken cancellationToken) => _book.TakeAsync(most, cancellationToken);

    /// <inheritdoc />
    public Task ForgetChangesAsync(IReadOnlyList<long> segments, CancellationToken cancellationToken) => _book.ForgetAsync(segments, cancellationToken);

    /// <inheritdoc />
    public Task<ChangeLag> GetLagAsync(CancellationToken cancellationToken) => Task.FromResult(_book.Lag);

    /// <inheritdoc />
    public async Task<Outcome<ChangeFence>> FenceAsync(CancellationToken cancellationToken) =>
        await _book.FenceAsync(cancellationToken) is { } fence
            ? fence
            : new Failure(FailureKind.Overloaded, $"The changes of collection '{Alias}' that are under way did not end in time.");

    /// <inheritdoc />
    public Task UnfenceAsync(long fence, CancellationToken cancellationToken)
    {
        _book.Lift(fence);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<Outcome<LiveCollection>> BuildAsync(GenerationOpening opening, CancellationToken cancellationToken)
    {
        if (state.State.Live is not { } live)
        {
            return NotThere;
        }

        if (live.Space == opening.Space)
        {
            return new Failure(FailureKind.Conflict, $"Collection '{Alias}' is already live with encoder '{live.Encoder}' of that embedding space.");
        }

        if (state.State.Removals.FirstOrDefault(static removal => !removal.Done) is { } removal)
        {
            return BeingRemoved(removal);
        }

        var building = state.State.Followers.FirstOrDefault(follower => follower.Role == GenerationRole.Building && follower.Place.Space == opening.Space)?.Place
            ?? NextGeneration(opening.Encoder, opening.Space, opening.Dimension);
        var next = Set.Build(building);
        if (!next.Succeeded)
        {
            return next.Failure;
        }

        try
        {
            await index.CreateCollectionAsync(
                new CollectionSpec(building.Collection, building.Space, building.Dimension) { ExpectedPoints = opening.ExpectedPoints }, cancellationToken);
            await StoreAsync(next.Value, cancellationToken);
            return building;
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    /// <inheritdoc />
    public async Task<Outcome<LiveCollection>> SwitchAsync(int generation, long fence, CancellationToken cancellationToken)
    {
        if (state.State.Live is not { } live || live.Generation == generation)
        {
            return state.State.Live is { } there ? there : NotThere;
        }

        if (!_book.IsFenced(fence) || !_book.IsClear)
        {
            return new Failure(FailureKind.Conflict, $"Collection '{Alias}' cannot be switched: changes are under way or not taken over yet.");
        }

        var next = Set.Switch(generation);
        if (!next.Succeeded)
        {
            return next.Failure;
        }

        await StoreAsync(next.Value, cancellationToken);
        _book.Lift(fence);
        return next.Value.Live;
    }

    /// <inheritdoc />
    public async Task<Outcome<GenerationList>> RetireAsync(int generation, CancellationToken cancellationToken)
    {
        if (state.State.Live is null || Set.Find(generation) is not { } retired)
        {
            return Generations();
        }

        var next = Set.Retire(generation);
        if (!next.Succeeded)
        {
            return next.Failure;
        }

        try
        {
            // Dropped before it is forgotten: asked again after a crash, nothing is left over.
            await index.DropCollectionAsync(retired.Place.Collection, cancellationToken);
            await StoreAsync(next.Value, cancellationToken);
            if (state.State.Followers.Count == 0)
            {
                await _book.ForgetAllAsync(cancellationToken);
            }

            return Generations();
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book = new ChangeBook(Alias, log, changes.Value, time);
        return _book.LoadAsync(cancellationToken);
    }

    private GenerationSet Set => new(state.State.Live!, state.State.Followers);

    private Outcome<GenerationList> Generations() => state.State.Live is null ? NotThere : new GenerationList(Set.All);

    private async Task StoreAsync(GenerationSet set, CancellationToken cancellationToken)
    {
        state.State = state.State with
        {
            Live = set.Live, Followers = set.Followers, Generations = Math.Max(state.State.Generations, set.All.Max(static generation => generation.Place.Generation)),
        };
        await state.WriteStateAsync(cancellationToken);
    }

    private CorpusPass? Pass(CorpusId corpus) => state.State.Passes.FirstOrDefault(pass => pass.Corpus == corpus);

    private async Task<CorpusPass> RememberAsync(CorpusPass pass, CancellationToken cancellationToken)
    {
        state.State = state.State with { Passes = [.. state.State.Passes.Where(other => other.Corpus != pass.Corpus), pass] };
        await state.WriteStateAsync(cancellationToken);
        return pass;
    }

    private static bool SameImages(Domain.Corpora.CorpusSpec known, Domain.Corpora.CorpusSpec asked) =>
        known.Kind == asked.Kind && known.Location == asked.Location;

    private LiveCollection NextGeneration(EncoderId encoder, EmbeddingSpaceId space, int dimension)
    {
        var generation = state.State.Generations + 1;
        var concrete = new CollectionName($"{Alias}--{space.Value[..8]}--g{generation}");
        return new LiveCollection(Alias, concrete, encoder, space, dimension, generation);
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
