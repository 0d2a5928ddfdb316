using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Pipeline.Progress;

namespace Cluster.Grains.Planning;

/// <summary>Counts what a run has done; nothing is kept.</summary>
internal sealed class CountedCheckpoints : ICheckpointSink
{
    public OutcomeCounts Counts { get; private set; }

    public Task<bool> CommitAsync(Checkpoint from, Checkpoint to, IReadOnlyList<QuarantineRow> quarantined, CancellationToken cancellationToken)
    {
        Counts = to.Counts;
        return Task.FromResult(true);
    }
}
