namespace Cluster.Pipeline.Progress;

/// <summary>Makes progress durable.</summary>
public interface ICheckpointSink
{
    /// <summary>
    /// Stores the outcomes of the images between two checkpoints, then the later checkpoint.
    /// False when the lease is lost; then nothing counts any more and the run must end.
    /// </summary>
    Task<bool> CommitAsync(CheckpointOutcomes outcomes, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the lease still lasts by this process's own clock. A process that was held up past it must not write any more, even before it has
    /// been told that somebody else goes on.
    /// </summary>
    bool IsHeld => true;
}
