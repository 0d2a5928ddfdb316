using Cluster.Artifacts.Ledger;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Grains.Accounting;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Encoders;
using Cluster.Grains.Telemetry;
using Cluster.Imaging;
using Cluster.Pipeline;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Partitions;

/// <summary>Has the pipeline work on a partition, away from any grain's scheduler, and tells partition and job how it went.</summary>
public sealed partial class PartitionRunner(
    EmbeddingPipeline pipeline,
    PartitionAccount account,
    TargetWrites writes,
    IImagePreprocessor preprocessor,
    EncoderShards shards,
    LedgerWriter ledger,
    IGrainFactory grains,
    TimeProvider time,
    GrainInstruments instruments,
    ILogger<PartitionRunner> logger)
{
    /// <summary>Starts a run from a checkpoint under a lease.</summary>
    public PartitionExecution Start(PartitionId id, PartitionAssignment assignment, FencingToken token, Checkpoint from) =>
        new(stop => RunAsync(id, assignment, token, from, stop));

    private async Task RunAsync(PartitionId id, PartitionAssignment assignment, FencingToken token, Checkpoint from, CancellationToken stop)
    {
        using var activity = instruments.StartPartition(id, assignment);
        var partition = grains.GetGrain<IPartitionGrain>(id.ToString());
        var job = grains.GetGrain<IJobGrain>(id.Job.Value);
        try
        {
            var end = await GuardedAsync(id, assignment, from, new LedgeredCheckpoints(id, token, partition, job, ledger, time, instruments), stop);
            var status = await partition.EndAsync(token, new PartitionRunEnd(end.Complete, end.Failure), CancellationToken.None);
            await job.ReportAsync(status, CancellationToken.None);
        }
        catch (Exception fault)
        {
            // The job's supervision finds the partition as it stands; there is no one else to tell.
            LogNotReported(fault, id);
        }
    }

    private async Task<PipelineEnd> GuardedAsync(
        PartitionId id, PartitionAssignment assignment, Checkpoint from, LedgeredCheckpoints checkpoints, CancellationToken stop)
    {
        try
        {
            var end = await PipelineAsync(id, assignment, from, checkpoints, stop);
            if (end.Complete)
            {
                await account.CloseAsync(id, assignment, checkpoints.Last ?? from, CancellationToken.None);
            }

            return end;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return PipelineEnd.Stopped;
        }
        catch (FailureException fault)
        {
            return PipelineEnd.Failed(fault.Failure);
        }
        catch (Exception bug)
        {
            LogBrokeDown(bug, id);
            return PipelineEnd.Failed(new Failure(FailureKind.Unavailable, $"Partition {id.Ordinal} broke down: {(bug.InnerException ?? bug).Message}"));
        }
    }

    private async Task<PipelineEnd> PipelineAsync(
        PartitionId id, PartitionAssignment assignment, Checkpoint from, LedgeredCheckpoints checkpoints, CancellationToken stop)
    {
        var shard = await shards.GetAsync(assignment.Target.Encoder, stop);
        if (shard.Manifest.Space != assignment.Target.Space)
        {
            return PipelineEnd.Failed(new Failure(
                FailureKind.SpaceMismatch, $"The files of encoder '{assignment.Target.Encoder}' have changed since collection '{assignment.Target.Alias}' was made."));
        }

        var opened = await account.OpenAsync(id, assignment, stop);
        var run = new PipelineRun(id.Job, assignment.Corpus.Id, assignment.Partition, from, assignment.Target, assignment.CheckpointInterval)
        {
            LakeJobs = opened.LakeJobs, TryAgain = assignment.Retry is not null,
        };
        var parts = new PipelineParts(opened.Source, preprocessor, shard, await writes.OpenAsync(assignment.Target, stop), checkpoints) { Known = opened.Known };
        return await pipeline.RunAsync(run, parts, stop);
    }
}
