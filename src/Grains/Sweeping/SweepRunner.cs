using Cluster.Contracts.Jobs;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Sweeping;

/// <summary>Runs sweeps away from any grain's scheduler, and tells their jobs how they ended.</summary>
public sealed partial class SweepRunner(CorpusSweep sweep, IGrainFactory grains, ILogger<SweepRunner> logger)
{
    /// <summary>Starts a sweep; its work never fails, and ends when the job has been told.</summary>
    public SweepExecution Start(SweepTask task) => new(stop => RunAsync(task, stop));

    private async Task RunAsync(SweepTask task, CancellationToken stop)
    {
        if (await SweepAsync(task, stop) is not { } report)
        {
            return;
        }

        try
        {
            await grains.GetGrain<IJobGrain>(task.Job.Value).SweptAsync(report, CancellationToken.None);
        }
        catch (Exception fault)
        {
            // The job's supervision starts it again.
            LogNotReported(fault, task.Job.Value);
        }
    }

    private async Task<SweepReport?> SweepAsync(SweepTask task, CancellationToken stop)
    {
        try
        {
            return await sweep.RunAsync(task, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (FailureException fault)
        {
            return new SweepReport(0, 0, 0, false, fault.Failure);
        }
        catch (Exception fault) when (GrainFaults.IsOfCluster(fault))
        {
            return new SweepReport(0, 0, 0, false, GrainFaults.Of(fault));
        }
        catch (Exception bug)
        {
            LogBrokeDown(bug, task.Job.Value);
            return new SweepReport(0, 0, 0, false, new Failure(FailureKind.Unavailable, $"Putting the collection in step broke down: {bug.Message}"));
        }
    }

    [LoggerMessage(3601, LogLevel.Warning, "The end of the sweep of job {Job} could not be reported; its job will start it again")]
    private partial void LogNotReported(Exception fault, string job);

    [LoggerMessage(3602, LogLevel.Error, "The sweep of job {Job} broke down")]
    private partial void LogBrokeDown(Exception fault, string job);
}
