using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Grains.Placement;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Partitions;

/// <inheritdoc cref="IPartitionGrain" />
/// <remarks>
/// It never calls a job: the run reports to the job itself, so that two grains never wait for each other. Between runs it leaves memory, so that
/// the next one is placed anew.
/// </remarks>
[EncoderPlacementFilter]
public sealed class PartitionGrain(
    [PersistentState("partition", GrainStorageNames.Durable)] IPersistentState<PartitionRecord> state,
    PartitionRunner runner,
    ILocalSiloDetails silo,
    IOptions<PartitionOptions> options,
    TimeProvider time) : Grain, IPartitionGrain
{
    private PartitionExecution? _execution;
    private Failure? _failure;

    private PartitionId Id => PartitionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public async Task<PartitionStatus> RunAsync(PartitionAssignment assignment, CancellationToken cancellationToken)
    {
        if (state.State.Completed)
        {
            DeactivateOnIdle();
            return Status();
        }

        if (_execution is { IsOver: false } || assignment.Partition.Cut < state.State.Cut)
        {
            return Status();
        }

        var granted = time.GetTimestamp();
        var lease = state.State.Lease.GrantTo(silo.Name, time.GetUtcNow(), options.Value.LeaseDuration);
        await StoreAsync(state.State with { Lease = lease, Cut = assignment.Partition.Cut }, cancellationToken);
        _failure = null;
        _execution = runner.TryStart(Id, assignment, lease.Token, granted, state.State.Checkpoint);
        if (_execution is null)
        {
            // This silo is ending: let the next call find another one.
            DeactivateOnIdle();
        }

        return Status();
    }

    /// <inheritdoc />
    public Task<PartitionStatus> ShowAsync(CancellationToken cancellationToken)
    {
        if (_execution is null)
        {
            // The next run is placed anew.
            DeactivateOnIdle();
        }

        return Task.FromResult(Status());
    }

    /// <inheritdoc />
    public Task<PartitionStatus> StopAsync(CancellationToken cancellationToken)
    {
        _execution?.Stop();
        return Task.FromResult(Status());
    }

    /// <inheritdoc />
    public async Task<PartitionStatus> CutAsync(int cut, CancellationToken cancellationToken)
    {
        if (cut > state.State.Cut && !state.State.Completed)
        {
            _execution?.Stop();
            _execution = null;

            // A lease that nobody holds, and that is over already.
            await StoreAsync(state.State with { Cut = cut, Lease = state.State.Lease.GrantTo("", time.GetUtcNow(), TimeSpan.Zero) }, cancellationToken);
        }

        if (_execution is null)
        {
            // The next run is placed anew.
            DeactivateOnIdle();
        }

        return Status();
    }

    /// <inheritdoc />
    public async Task<bool> CommitAsync(FencingToken token, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!state.State.Lease.Allows(token, now) || checkpoint.Sequence < state.State.Checkpoint.Sequence)
        {
            return false;
        }

        var renewed = state.State with { Lease = state.State.Lease.Renew(now, options.Value.LeaseDuration), Checkpoint = checkpoint };
        if (checkpoint == state.State.Checkpoint)
        {
            // A sign of life only: not worth a write.
            state.State = renewed;
            return true;
        }

        await StoreAsync(renewed, cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public async Task<PartitionStatus> EndAsync(FencingToken token, PartitionRunEnd end, CancellationToken cancellationToken)
    {
        if (state.State.Lease.Token == token)
        {
            if (!state.State.Completed)
            {
                // Given back, so that nobody takes it for one whose silo has died.
                await StoreAsync(state.State with { Completed = end.Complete, Lease = state.State.Lease.GiveBack(time.GetUtcNow()) }, cancellationToken);
            }

            _execution = null;
            _failure = end.Failure;
            DeactivateOnIdle();
        }

        return Status();
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _execution?.Stop();
        return Task.CompletedTask;
    }

    /// <summary>Another activation may have written meanwhile: then the store refuses, and this activation ends with what it believed.</summary>
    private async Task StoreAsync(PartitionRecord record, CancellationToken cancellationToken)
    {
        var before = state.State;
        try
        {
            state.State = record;
            await state.WriteStateAsync(cancellationToken);
        }
        catch
        {
            // What may or may not be stored is read again by the next activation.
            state.State = before;
            DeactivateOnIdle();
            throw;
        }
    }

    private PartitionStatus Status() => new(Id, Phase(), state.State.Checkpoint.Counts, _failure)
    {
        Silo = _execution is { IsOver: false } ? silo.SiloAddress.ToParsableString() : "",
        Position = state.State.Checkpoint.Position,
        Cut = state.State.Cut,
        IsLeased = !state.State.Completed && state.State.Lease.IsHeld(time.GetUtcNow()),
    };

    private PartitionPhase Phase() => this switch
    {
        _ when state.State.Completed => PartitionPhase.Completed,
        { _execution: { IsOver: false } } => PartitionPhase.Running,
        { _failure: not null } => PartitionPhase.Failed,
        _ => PartitionPhase.Idle,
    };
}
