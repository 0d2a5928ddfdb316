using Cluster.Contracts.Operations;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Removals;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Operations;

/// <summary>Runs long operations away from any grain's scheduler, and tells their grains how far they are.</summary>
public sealed partial class OperationRunner(
    CoverageProof coverage, DuplicateSearch duplicates, LakeLoad load, CorpusRemover remover, IGrainFactory grains, ILogger<OperationRunner> logger)
{
    /// <summary>Starts an operation; its work never fails.</summary>
    public OperationExecution Start(string id, OperationSpec spec) => new(stop => RunAsync(id, spec, stop));

    private async Task RunAsync(string id, OperationSpec spec, CancellationToken stop)
    {
        var grain = grains.GetGrain<IOperationGrain>(id);
        try
        {
            var progress = await WorkAsync(id, spec, now => grain.TellAsync(OperationState.Running, now, null, CancellationToken.None), stop);
            await grain.TellAsync(OperationState.Completed, progress, null, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Begun anew when it is asked about.
        }
        catch (FailureException fault)
        {
            await grain.TellAsync(OperationState.Failed, new OperationProgress(), fault.Failure, CancellationToken.None);
        }
        catch (Exception bug)
        {
            LogBrokeDown(bug, id);
            await grain.TellAsync(OperationState.Failed, new OperationProgress(), new Failure(FailureKind.Unavailable, $"The operation broke down: {bug.Message}"), CancellationToken.None);
        }
    }

    private Task<OperationProgress> WorkAsync(string id, OperationSpec spec, Func<OperationProgress, Task> tell, CancellationToken stop) => spec.Kind switch
    {
        OperationKind.Verify => coverage.RunAsync(id, spec, tell, stop),
        OperationKind.Duplicates => duplicates.RunAsync(id, spec, tell, stop),
        OperationKind.Load => load.RunAsync(id, spec, tell, stop),
        OperationKind.RemoveCorpus => remover.RunAsync(id, spec, tell, stop),
        _ => throw new NotSupportedException($"No operation of kind {spec.Kind}."),
    };

    [LoggerMessage(3501, LogLevel.Error, "Operation {Operation} broke down")]
    private partial void LogBrokeDown(Exception fault, string operation);
}
