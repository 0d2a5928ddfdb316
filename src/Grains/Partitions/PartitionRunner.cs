using Cluster.Artifacts.Ledger;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Partitions;
using Cluster.Grains.Placement;
using Cluster.Grains.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Partitions;

/// <summary>Has a partition worked on, away from any grain's scheduler, and tells partition and job how it went.</summary>
public sealed partial class PartitionRunner(
    IPartitionWork work,
    PartitionExecutions executions,
    LedgerWriter ledger,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    IOptions<PartitionOptions> options,
    TimeProvider time,
    GrainInstruments instruments,
    ILogger<PartitionRunner> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Starts a run from a checkpoint under a lease granted at a time of the clock; null when the silo is draining.</summary>
    public PartitionExecution? TryStart(PartitionId id, PartitionAssignment assignment, FencingToken token, long granted, Checkpoint from) =>
        executions.TryStart(id, stop => RunAsync(id, assignment, token, granted, from, stop));

    private async Task RunAsync(PartitionId id, PartitionAssignment assignment, FencingToken token, long granted, Checkpoint from, CancellationToken stop)
    {
        using var activity = instruments.StartPartition(id, assignment);
        LogStarted(id, from.Sequence, token.Value);

        // Should the grain have to be made anew meanwhile, then beside an encoder again.
        PlacementHints.Set(assignment.Target.Encoder, silo: null);
        var partition = grains.GetGrain<IPartitionGrain>(id.ToString());
        var job = grains.GetGrain<IJobGrain>(id.Job.Value);
        try
        {
            var checkpoints = new LedgeredCheckpoints(
                id, token, silo.SiloAddress.ToParsableString(), partition, job, ledger, options.Value.LeaseDuration, granted, time, instruments, logger);
            var end = await work.RunAsync(id, assignment, from, checkpoints, stop);
            var status = await InsistAsync(() => partition.EndAsync(token, new PartitionRunEnd(end.Complete, end.Failure), CancellationToken.None));
            await InsistAsync(async () =>
            {
                await job.ReportAsync(status, CancellationToken.None);
                return true;
            });
        }
        catch (Exception fault)
        {
            // The job's supervision finds the partition as it stands; there is no one else to tell.
            LogNotReported(fault, id);
        }
    }

    /// <summary>Grains that move to another silo, or whose state cannot be written now, are asked again for a while.</summary>
    private async Task<T> InsistAsync<T>(Func<Task<T>> call)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception) when (time.GetElapsedTime(since) < options.Value.LeaseDuration && !executions.IsDraining)
            {
                await Task.Delay(Pause, time);
            }
        }
    }
}
