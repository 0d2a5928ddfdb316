using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;

namespace Cluster.Pipeline.Progress;

/// <summary>Makes progress durable.</summary>
public interface ICheckpointSink
{
    /// <summary>
    /// Stores the rows of the images set aside between <paramref name="from"/> and <paramref name="to"/>, then the checkpoint.
    /// False when the lease is lost; then nothing counts any more and the run must end.
    /// </summary>
    Task<bool> CommitAsync(Checkpoint from, Checkpoint to, IReadOnlyList<QuarantineRow> quarantined, CancellationToken cancellationToken);
}
