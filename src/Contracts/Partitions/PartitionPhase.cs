namespace Cluster.Contracts.Partitions;

/// <summary>Where a partition stands.</summary>
public enum PartitionPhase
{
    /// <summary>Nothing is at work on it.</summary>
    Idle = 0,

    /// <summary>A pipeline runs.</summary>
    Running = 1,

    /// <summary>Every image of it is accounted for.</summary>
    Completed = 2,

    /// <summary>The last run ended with a fault.</summary>
    Failed = 3,
}
