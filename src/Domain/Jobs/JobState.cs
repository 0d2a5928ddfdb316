namespace Cluster.Domain.Jobs;

/// <summary>Where a job stands. Numbers are stable: they are stored.</summary>
public enum JobState
{
    /// <summary>Partitions are being worked on, or will be as soon as the cluster is up.</summary>
    Running = 0,

    /// <summary>Stopped by a person; goes on from its checkpoints when resumed.</summary>
    Paused = 1,

    /// <summary>Every listed image is accounted for.</summary>
    Completed = 2,

    /// <summary>Ended by a person before it was complete. What was written stays.</summary>
    Cancelled = 3,

    /// <summary>Stopped by a fault that does not pass; the reason is kept. Can be resumed when the cause is gone.</summary>
    Failed = 4,

    /// <summary>Every listed image is accounted for, but more points would be deleted than the job allows: a person confirms or declines.</summary>
    Held = 5,
}
