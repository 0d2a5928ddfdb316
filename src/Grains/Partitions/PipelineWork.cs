using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Grains.Accounting;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Encoders;
using Cluster.Imaging;
using Cluster.Pipeline;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Partitions;

/// <summary>Has the pipeline work on a partition with the encoder shard of this silo, and closes its account when it is complete.</summary>
public sealed partial class PipelineWork(
    EmbeddingPipeline pipeline, PartitionAccount account, TargetWrites writes, IImagePreprocessor preprocessor, EncoderShards shards, ILogger<PipelineWork> logger)
    : IPartitionWork
{
    /// <inheritdoc />
    public async Task<PipelineEnd> RunAsync(PartitionId id, PartitionAssignment assignment, Checkpoint from, IPartitionCheckpoints checkpoints, CancellationToken stop)
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
        catch (Exception fault) when (GrainFaults.IsOfCluster(fault))
        {
            return PipelineEnd.Failed(GrainFaults.Of(fault));
        }
        catch (Exception bug)
        {
            LogBrokeDown(bug, id);
            return PipelineEnd.Failed(new Failure(FailureKind.Unavailable, $"Partition {id.Ordinal} broke down: {(bug.InnerException ?? bug).Message}"));
        }
    }

    private async Task<PipelineEnd> PipelineAsync(
        PartitionId id, PartitionAssignment assignment, Checkpoint from, IPartitionCheckpoints checkpoints, CancellationToken stop)
    {
        var shard = await shards.GetAsync(assignment.Target.Encoder, stop);
        if (shard.Manifest.Space != assignment.Target.Space)
        {
            return PipelineEnd.Failed(new Failure(
                FailureKind.SpaceMismatch, $"The files of encoder '{assignment.Target.Encoder}' have changed since collection '{assignment.Target.Alias}' was made."));
        }

        var opened = await account.OpenAsync(id, assignment, stop);

        // A source may hold a stream open that its reads share.
        await using var source = opened.Source as IAsyncDisposable;
        var run = new PipelineRun(id.Job, assignment.Corpus.Id, assignment.Partition, from, assignment.Target, assignment.CheckpointInterval)
        {
            LakeJobs = opened.LakeJobs, TryAgain = assignment.Retry is not null, MaxImagesPerSecond = assignment.MaxImagesPerSecond,
        };
        var parts = new PipelineParts(opened.Source, preprocessor, shard, await writes.OpenAsync(assignment.Target, assignment.Corpus, stop), checkpoints) { Known = opened.Known };
        return await pipeline.RunAsync(run, parts, stop);
    }

    [LoggerMessage(3101, LogLevel.Error, "The pipeline of partition {Partition} broke down")]
    private partial void LogBrokeDown(Exception fault, PartitionId partition);
}
