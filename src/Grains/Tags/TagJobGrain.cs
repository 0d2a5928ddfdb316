using Cluster.Contracts.Collections;
using Cluster.Contracts.Tags;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Tags;

/// <inheritdoc cref="ITagJobGrain" />
/// <remarks>The work is a <see cref="TagRunner"/>'s; a run that was superseded or cancelled finds out at its next commit.</remarks>
public sealed class TagJobGrain(
    [PersistentState("tag-job", GrainStorageNames.Durable)] IPersistentState<TagJobRecord> state, TagRunner runner, IGrainFactory grains, TimeProvider time)
    : Grain, ITagJobGrain
{
    private JobId Id => new(this.GetPrimaryKeyString());

    private Failure NotThere => new(FailureKind.JobNotFound, $"There is no tag job '{Id}'. /v1/tag-jobs lists the tag jobs there are.");

    /// <inheritdoc />
    public async Task<Outcome<TagJobSnapshot>> SubmitAsync(TagJobSpec spec, CancellationToken cancellationToken)
    {
        if (state.State.Spec is { } known)
        {
            return IsSame(known, spec) ? Snapshot() : new Failure(FailureKind.Conflict, $"There is another tag job '{Id}' already. Choose another id, or none.");
        }

        var live = await grains.GetGrain<ICollectionGrain>(spec.Collection.Value).GetLiveAsync(cancellationToken);
        if (!live.Succeeded)
        {
            return live.Failure;
        }

        // Known to the directory first, so that a job that is stored is woken after a crash.
        await grains.GetGrain<ITagJobDirectoryGrain>(ITagJobDirectoryGrain.Key).AddAsync(Id, cancellationToken);
        await StoreAsync(new TagJobRecord { Spec = spec, State = JobState.Running, Run = 1, SubmittedAt = time.GetUtcNow() });
        runner.Start(Id, spec, state.State.Run, from: null);
        return Snapshot();
    }

    /// <inheritdoc />
    public Task<Outcome<TagJobSnapshot>> ShowAsync(CancellationToken cancellationToken) =>
        Task.FromResult(state.State.Spec is null ? (Outcome<TagJobSnapshot>)NotThere : Snapshot());

    /// <inheritdoc />
    public async Task<Outcome<TagJobSnapshot>> CancelAsync(CancellationToken cancellationToken)
    {
        if (state.State.Spec is null)
        {
            return NotThere;
        }

        if (state.State.State != JobState.Running)
        {
            return new Failure(FailureKind.Conflict, $"Tag job '{Id}' is over already.");
        }

        await StoreAsync(state.State with { State = JobState.Cancelled, EndedAt = time.GetUtcNow() });
        return Snapshot();
    }

    /// <inheritdoc />
    public async Task<bool> CommitAsync(long run, TagProgress progress, CancellationToken cancellationToken)
    {
        if (!IsAtWork(run))
        {
            return false;
        }

        await StoreAsync(state.State with { Progress = progress });
        return true;
    }

    /// <inheritdoc />
    public Task EndAsync(long run, Failure? failure, CancellationToken cancellationToken) => IsAtWork(run)
        ? StoreAsync(state.State with { State = failure is null ? JobState.Completed : JobState.Failed, Failure = failure, EndedAt = time.GetUtcNow() })
        : Task.CompletedTask;

    /// <inheritdoc />
    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        if (state.State is { Spec: { } spec, State: JobState.Running })
        {
            await StoreAsync(state.State with { Run = state.State.Run + 1 });
            runner.Start(Id, spec, state.State.Run, state.State.Progress);
        }
    }

    private static bool IsSame(TagJobSpec one, TagJobSpec other) => one.Request is { } earlier && other.Request is { } now
        ? earlier == now
        : IsSameByParts(one, other);

    // Lists compare by reference, so the specs are compared as they are stored.
    private static bool IsSameByParts(TagJobSpec one, TagJobSpec other) =>
        one.Collection == other.Collection && one.Field == other.Field && one.Top == other.Top && one.MinProbability.Equals(other.MinProbability)
        && one.Labels?.Fingerprint() == other.Labels?.Fingerprint()
        && (one.Head is null) == (other.Head is null)
        && (one.Head is null || (one.Head.Labels.SequenceEqual(other.Head!.Labels) && one.Head.Weights.Span.SequenceEqual(other.Head.Weights.Span)));

    private bool IsAtWork(long run) => state.State.State == JobState.Running && state.State.Run == run && state.State.Spec is not null;

    private TagJobSnapshot Snapshot() => new()
    {
        Id = Id,
        Spec = state.State.Spec!,
        State = state.State.State,
        Looked = state.State.Progress?.Looked ?? 0,
        Tagged = state.State.Progress?.Tagged ?? 0,
        Total = state.State.Progress?.Total ?? 0,
        SubmittedAt = state.State.SubmittedAt,
        EndedAt = state.State.EndedAt,
        Failure = state.State.Failure,
    };

    private async Task StoreAsync(TagJobRecord record)
    {
        var before = state.State;
        state.State = record;
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            state.State = before;
            throw;
        }
    }
}
