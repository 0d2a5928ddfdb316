using Cluster.Artifacts.Ledger;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Grains.Telemetry;
using Cluster.Pipeline.Progress;

namespace Cluster.Grains.Partitions;

/// <summary>
/// Makes progress durable: first the ledger's segment, then the checkpoint. A crash between the two leaves one segment that the replay replaces, since it
/// starts at the same image.
/// </summary>
internal sealed class LedgeredCheckpoints(
    PartitionId id, FencingToken token, IPartitionGrain partition, IJobGrain job, LedgerWriter ledger, TimeProvider time, GrainInstruments instruments) : ICheckpointSink
{
    /// <summary>How often the job is told; a message a checkpoint would be more than it needs.</summary>
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);

    private long _lastReport;

    /// <summary>The last checkpoint that was committed; null before the first.</summary>
    public Checkpoint? Last { get; private set; }

    public async Task<bool> CommitAsync(CheckpointOutcomes outcomes, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var (from, to) = (outcomes.From, outcomes.To);
        if (to.Sequence > from.Sequence)
        {
            await ledger.WriteSegmentAsync(id, SegmentOf(outcomes), cancellationToken);
        }

        if (!await partition.CommitAsync(token, to, cancellationToken))
        {
            return false;
        }

        instruments.OnCheckpoint(time.GetElapsedTime(began));
        Last = to;
        if (time.GetElapsedTime(_lastReport) >= ReportEvery)
        {
            _lastReport = time.GetTimestamp();
            await job.ReportAsync(new PartitionStatus(id, PartitionPhase.Running, to.Counts), cancellationToken);
        }

        return true;
    }

    private Segment SegmentOf(CheckpointOutcomes outcomes)
    {
        var (from, to) = (outcomes.From, outcomes.To);
        var counts = new OutcomeCounts(
            to.Counts.Embedded - from.Counts.Embedded, to.Counts.Unchanged - from.Counts.Unchanged, to.Counts.Quarantined - from.Counts.Quarantined);
        return new Segment(from.Sequence, to.Sequence, token, counts) { Kept = outcomes.Kept, Rows = outcomes.Quarantined, Points = outcomes.Embedded };
    }
}
