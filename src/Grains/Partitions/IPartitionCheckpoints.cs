using Cluster.Domain.Partitions;
using Cluster.Pipeline.Progress;

namespace Cluster.Grains.Partitions;

/// <summary>Makes a partition's progress durable, and knows how far it is.</summary>
public interface IPartitionCheckpoints : ICheckpointSink
{
    /// <summary>The last checkpoint that was committed; null before the first.</summary>
    Checkpoint? Last { get; }
}
