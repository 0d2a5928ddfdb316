using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Grains.Encoders;
using Cluster.Grains.Partitions;
using Cluster.Pipeline;
using Cluster.Pipeline.Progress;

namespace Cluster.Bench.Scale;

/// <summary>
/// In place of the pipeline: lets the time pass that a shard would take, and commits the checkpoints that the pipeline would commit, through the real
/// path. What is committed is the acknowledgement of images that nobody looked at.
/// </summary>
internal sealed class ClockDrivenWork(TimeSpan duration, CountedIndex index, EncoderShards shards) : IPartitionWork
{
    public async Task<PipelineEnd> RunAsync(PartitionId id, PartitionAssignment assignment, Checkpoint from, IPartitionCheckpoints checkpoints, CancellationToken stop)
    {
        await shards.GetAsync(assignment.Target.Encoder, stop);
        var size = assignment.Partition.Count;
        for (var at = from; at.Sequence < size;)
        {
            var to = Math.Min(size, at.Sequence + assignment.CheckpointInterval);
            await Task.Delay(duration * ((double)(to - at.Sequence) / size), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return PipelineEnd.Stopped;
            }

            var next = new Checkpoint(to, assignment.Partition.End, new OutcomeCounts(to, 0, 0));
            if (!await checkpoints.CommitAsync(new CheckpointOutcomes(at, next, new Uncounted((int)(to - at.Sequence)), [], []), CancellationToken.None))
            {
                return PipelineEnd.Failed(new Failure(FailureKind.LeaseLost, "The lease was lost."));
            }

            index.Add(assignment.Target.Collection, to - at.Sequence);
            at = next;
        }

        return PipelineEnd.Completed;
    }

    /// <summary>So many images, none of them there.</summary>
    private sealed class Uncounted(int count) : IReadOnlyList<KeptImage>
    {
        public int Count => count;

        public KeptImage this[int at] => throw new NotSupportedException();

        public IEnumerator<KeptImage> GetEnumerator() => throw new NotSupportedException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
