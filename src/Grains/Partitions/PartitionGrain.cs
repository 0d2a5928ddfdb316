using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Partitions;

/// <inheritdoc cref="IPartitionGrain" />
/// <remarks>It never calls a job: the run reports to the job itself, so that two grains never wait for each other.</remarks>
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
        if (state.State.Completed || _execution is { IsOver: false })
        {
            return Status();
        }

        var lease = state.State.Lease.GrantTo(silo.Name, time.GetUtcNow(), options.Value.LeaseDuration);
        await StoreAsync(state.State with { Lease = lease }, cancellationToken);
        _failure = null;
        _execution = runner.Start(Id, assignment, lease.Token, state.State.Checkpoint);
        return Status();
    }

    /// <inheritdoc />
    public Task<PartitionStatus> StopAsync(CancellationToken cancellationToken)
    {
        _execution?.Stop();
        return Task.FromResult(Status());
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
            _execution = null;
            _failure = end.Failure;
            if (end.Complete)
            {
                await StoreAsync(state.State with { Completed = true }, cancellationToken);
            }
        }

        return Status();
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _execution?.Stop();
        return Task.CompletedTask;
    }

    private async Task StoreAsync(PartitionRecord record, CancellationToken cancellationToken)
    {
        state.State = record;
        await state.WriteStateAsync(cancellationToken);
    }

    private PartitionStatus Status() => new(Id, Phase(), state.State.Checkpoint.Counts, _failure);

    private PartitionPhase Phase() => this switch
    {
        _ when state.State.Completed => PartitionPhase.Completed,
        { _execution: { IsOver: false } } => PartitionPhase.Running,
        { _failure: not null } => PartitionPhase.Failed,
        _ => PartitionPhase.Idle,
    };
}
