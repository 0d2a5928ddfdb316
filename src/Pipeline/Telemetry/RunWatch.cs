using Cluster.Pipeline.Progress;

namespace Cluster.Pipeline.Telemetry;

/// <summary>What can be seen of a run from outside while it works.</summary>
/// <param name="progress">Its account.</param>
/// <param name="queues">By the stage that takes from it: how many wait.</param>
internal sealed class RunWatch(ProgressTracker progress, params (string Stage, Func<int> Count)[] queues)
{
    /// <summary>Images listed and not yet durable.</summary>
    public long Lag => progress.Lag;

    /// <summary>Time since its last checkpoint, or its start.</summary>
    public TimeSpan CheckpointAge => progress.CheckpointAge;

    public IEnumerable<(string Queue, long Count)> Depths() => queues.Select(static queue => (queue.Stage, (long)queue.Count()));
}
