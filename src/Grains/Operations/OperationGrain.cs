using Cluster.Contracts.Operations;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Operations;

/// <inheritdoc cref="IOperationGrain" />
public sealed class OperationGrain(
    [PersistentState("operation", GrainStorageNames.Durable)] IPersistentState<OperationRecord> stored, OperationRunner runner, FindingFiles files) : Grain, IOperationGrain
{
    private OperationExecution? _execution;
    private OperationProgress? _progress;

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc />
    public async Task<Outcome<OperationSnapshot>> StartAsync(OperationSpec spec, CancellationToken cancellationToken)
    {
        if (stored.State.Spec is { } known && known != spec)
        {
            return new Failure(FailureKind.Conflict, $"There is an operation '{Id}' already, which asks for something else. Start it under another key.");
        }

        if (stored.State.Spec is null)
        {
            var before = stored.State;
            stored.State = new OperationRecord { Spec = spec };
            try
            {
                await stored.WriteStateAsync(cancellationToken);
            }
            catch
            {
                // What is not on disk was not started: asked again, it is begun anew.
                stored.State = before;
                throw;
            }
        }

        return await ShowAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task<Outcome<OperationSnapshot>> ShowAsync(CancellationToken cancellationToken)
    {
        if (stored.State.Spec is not { } spec)
        {
            return Task.FromResult<Outcome<OperationSnapshot>>(new Failure(FailureKind.JobNotFound, $"There is no operation '{Id}'."));
        }

        if (stored.State.State == OperationState.Running)
        {
            _execution ??= runner.Start(Id, spec);
        }

        return Task.FromResult<Outcome<OperationSnapshot>>(new OperationSnapshot
        {
            Id = Id, Spec = spec, State = stored.State.State, Progress = _progress ?? stored.State.Progress, Failure = stored.State.Failure,
        });
    }

    /// <inheritdoc />
    public async Task<Outcome<FindingPage>> ListFindingsAsync(int page, CancellationToken cancellationToken)
    {
        if (stored.State.Spec is not { } spec)
        {
            return new Failure(FailureKind.JobNotFound, $"There is no operation '{Id}'.");
        }

        if (stored.State.State != OperationState.Completed)
        {
            return new Failure(FailureKind.Conflict, $"Operation '{Id}' is {stored.State.State.ToString().ToLowerInvariant()}; its findings can be listed once it is completed.");
        }

        // What was completed before findings had pages is all on the first.
        var pages = stored.State.Progress.Pages;
        if (page < 0 || page >= pages)
        {
            return new FindingPage(spec.Collection, page == 0 ? stored.State.Progress.Findings : [], null);
        }

        try
        {
            return new FindingPage(spec.Collection, await files.ReadAsync(Id, page, cancellationToken), page + 1 < pages ? page + 1 : null);
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    /// <inheritdoc />
    public async Task TellAsync(OperationState state, OperationProgress progress, Failure? failure, CancellationToken cancellationToken)
    {
        _progress = progress;
        if (state != OperationState.Running && stored.State.State == OperationState.Running)
        {
            stored.State = stored.State with { State = state, Progress = progress, Failure = failure };
            await stored.WriteStateAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _execution?.Stop();
        return Task.CompletedTask;
    }
}
