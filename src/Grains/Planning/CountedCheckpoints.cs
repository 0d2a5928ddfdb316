using Cluster.Domain.Outcomes;
using Cluster.Pipeline.Progress;

namespace Cluster.Grains.Planning;

/// <summary>Counts what a run has done; nothing is kept.</summary>
internal sealed class CountedCheckpoints : ICheckpointSink
{
    public OutcomeCounts Counts { get; private set; }

    public Task<bool> CommitAsync(CheckpointOutcomes outcomes, CancellationToken cancellationToken)
    {
        Counts = outcomes.To.Counts;
        return Task.FromResult(true);
    }
}
