using Cluster.Contracts.Operations;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Removals;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Operations;

/// <inheritdoc cref="IOperationGrain" />
public sealed partial class OperationGrain(
    [PersistentState("operation", GrainStorageNames.Durable)] IPersistentState<OperationRecord> stored,
    OperationRunner runner,
    FindingFiles files,
    RemovalRules removals,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<OperationGrain> logger) : Grain, IOperationGrain
{
    private OperationExecution? _execution;
    private OperationProgress? _progress;

    private string Id => this.GetPrimaryKeyString();

    private Failure NotThere => new(FailureKind.JobNotFound, $"There is no operation '{Id}'.");

    private IOperationDirectoryGrain Directory => grains.GetGrain<IOperationDirectoryGrain>(IOperationDirectoryGrain.Key);

    /// <inheritdoc />
    public async Task<Outcome<OperationSnapshot>> StartAsync(OperationSpec spec, CancellationToken cancellationToken)
    {
        if (stored.State.Spec is { } known && known != spec)
        {
            return new Failure(FailureKind.Conflict, $"There is an operation '{Id}' already, which asks for something else. Start it under another key.");
        }

        if (stored.State.Spec is null)
        {
            if (await RefuseAsync(spec, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            if (!await Directory.AddAsync(Id, spec.Kind, spec.Collection, cancellationToken))
            {
                return new Failure(FailureKind.Overloaded, $"{IOperationDirectoryGrain.MostListed:N0} operations are running. Wait until some have ended.");
            }

            await StoreAsync(new OperationRecord { Spec = spec, StartedAt = time.GetUtcNow() });
            await MarkAsync(spec, cancellationToken);
        }

        return await ShowAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task<Outcome<OperationSnapshot>> ShowAsync(CancellationToken cancellationToken) => Task.FromResult(Snapshot(_progress ?? stored.State.Progress));

    /// <inheritdoc />
    public Task<Outcome<OperationSnapshot>> ShowBrieflyAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Snapshot((_progress ?? stored.State.Progress) with { Findings = [] }));

    /// <inheritdoc />
    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        if (stored.State.Spec is null)
        {
            // It stood in the directory before a write that failed.
            await Directory.RemoveAsync(Id, cancellationToken);
        }
        else if (stored.State.State == OperationState.Running)
        {
            GoOn(stored.State.Spec);
        }
        else
        {
            await Directory.EndAsync(Id, stored.State.State, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task<Outcome<FindingPage>> ListFindingsAsync(int page, CancellationToken cancellationToken)
    {
        if (stored.State.Spec is not { } spec)
        {
            return NotThere;
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
        if (state == OperationState.Running || stored.State.State != OperationState.Running)
        {
            return;
        }

        await StoreAsync(stored.State with { State = state, Progress = progress, Failure = failure, EndedAt = time.GetUtcNow() });
        try
        {
            await Directory.EndAsync(Id, state, cancellationToken);
        }
        catch (Exception fault)
        {
            // It has ended all the same; the directory learns of it when it is woken next.
            LogNotListed(fault, Id);
        }
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _execution?.Stop();
        return Task.CompletedTask;
    }

    private async Task<Failure?> RefuseAsync(OperationSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return spec is { Kind: OperationKind.RemoveCorpus, Corpus: { } corpus } ? await removals.RefuseAsync(spec.Collection, corpus, cancellationToken) : null;
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    /// <summary>A removal is known to its collection before it is answered for, so that the same request meets it.</summary>
    private async Task MarkAsync(OperationSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            if (spec is { Kind: OperationKind.RemoveCorpus, Corpus: { } corpus })
            {
                await removals.MarkAsync(Id, spec.Collection, corpus, cancellationToken);
            }
        }
        catch (Exception fault) when (fault is FailureException || GrainFaults.IsOfCluster(fault))
        {
            // It is durable by now: the run marks, too, and tells what is wrong.
            LogNotMarked(fault, Id);
        }
    }

    private Outcome<OperationSnapshot> Snapshot(OperationProgress progress)
    {
        if (stored.State is not { Spec: { } spec } record)
        {
            return NotThere;
        }

        if (record.State == OperationState.Running)
        {
            GoOn(spec);
        }

        return new OperationSnapshot
        {
            Id = Id, Spec = spec, State = record.State, Progress = progress, Failure = record.Failure, StartedAt = record.StartedAt, EndedAt = record.EndedAt,
        };
    }

    private void GoOn(OperationSpec spec)
    {
        // A run that is over though the operation is not could not tell its end.
        if (_execution is null or { Work.IsCompleted: true })
        {
            _execution?.Dispose();
            _execution = runner.Start(Id, spec);
        }
    }

    private async Task StoreAsync(OperationRecord record)
    {
        var before = stored.State;
        try
        {
            stored.State = record;
            await stored.WriteStateAsync();
        }
        catch
        {
            // What is not on disk is not so: what was not started is begun anew when it is asked for again.
            stored.State = before;
            throw;
        }
    }

    [LoggerMessage(3503, LogLevel.Warning, "Operation {Operation} could not mark its corpus yet")]
    private partial void LogNotMarked(Exception fault, string operation);

    [LoggerMessage(3502, LogLevel.Warning, "The list of operations could not be told that operation {Operation} has ended")]
    private partial void LogNotListed(Exception fault, string operation);
}
