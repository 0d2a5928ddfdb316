using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Partitions;
using Cluster.Pipeline;

namespace Cluster.Grains.Partitions;

/// <summary>What is done with a partition: the pipeline, or in measurements of the coordination a stand-in that only takes its time.</summary>
public interface IPartitionWork
{
    /// <summary>Works from a checkpoint until the partition is complete, a fault stops it, or <paramref name="stop"/> is asked for. Expected faults are values.</summary>
    Task<PipelineEnd> RunAsync(PartitionId id, PartitionAssignment assignment, Checkpoint from, IPartitionCheckpoints checkpoints, CancellationToken stop);
}
