using Cluster.Artifacts.Ledger;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Grains.Telemetry;
using Cluster.Pipeline.Progress;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Partitions;

/// <summary>
/// Makes progress durable: first the ledger's segment, then the checkpoint. A crash between the two leaves one segment that the replay replaces, since it
/// starts at the same image.
/// </summary>
internal sealed partial class LedgeredCheckpoints(
    PartitionId id,
    FencingToken token,
    string silo,
    IPartitionGrain partition,
    IJobGrain job,
    LedgerWriter ledger,
    TimeSpan lease,
    long granted,
    TimeProvider time,
    GrainInstruments instruments,
    ILogger logger) : IPartitionCheckpoints
{
    /// <summary>How often the job is told, at first: a message a checkpoint would be more than it needs.</summary>
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);

    /// <summary>And later, so that a long partition costs its job few messages.</summary>
    private static readonly TimeSpan ReportLaterEvery = TimeSpan.FromSeconds(5);

    private const int FrequentReports = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // When the lease was granted, and then when its last renewal was asked for: by this clock it never lasts longer than by the grain's.
    private long _heldSince = granted;
    private long _lastReport = time.GetTimestamp();
    private int _reports;

    /// <summary>The last checkpoint that was committed; null before the first.</summary>
    public Checkpoint? Last { get; private set; }

    public bool IsHeld => time.GetElapsedTime(Volatile.Read(ref _heldSince)) < lease;

    public async Task<bool> CommitAsync(CheckpointOutcomes outcomes, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var (from, to) = (outcomes.From, outcomes.To);
        if (!IsHeld)
        {
            // Whoever goes on has another token. The ledger would tell the two apart by it; better that there is nothing to tell apart.
            LogOutlasted(logger, id);
            return false;
        }

        if (to.Sequence > from.Sequence)
        {
            await ledger.WriteSegmentAsync(id, SegmentOf(outcomes), cancellationToken);
        }

        if (!await CommitAsync(to, cancellationToken))
        {
            return false;
        }

        instruments.OnCheckpoint(time.GetElapsedTime(began));
        Last = to;
        await ReportAsync(to);
        return true;
    }

    /// <summary>
    /// Asks the grain until it answers, for as long as the lease could last. A commit whose answer was lost is asked again with the same checkpoint,
    /// which the grain takes for what it is.
    /// </summary>
    private async Task<bool> CommitAsync(Checkpoint to, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var asked = time.GetTimestamp();
            try
            {
                if (!await partition.CommitAsync(token, to, cancellationToken))
                {
                    return false;
                }

                Volatile.Write(ref _heldSince, asked);
                return true;
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // The state cannot be written, or the grain is on its way to another silo.
                LogNotCommitted(logger, fault.Message, id);
                if (time.GetElapsedTime(since) >= lease)
                {
                    return false;
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task ReportAsync(Checkpoint to)
    {
        if (time.GetElapsedTime(_lastReport) < (_reports < FrequentReports ? ReportEvery : ReportLaterEvery))
        {
            return;
        }

        (_lastReport, _reports) = (time.GetTimestamp(), _reports + 1);
        try
        {
            await job.ReportAsync(
                new PartitionStatus(id, PartitionPhase.Running, to.Counts) { Silo = silo, Position = to.Position }, CancellationToken.None);
        }
        catch (Exception fault)
        {
            // Progress for people, and the job asks when it hears nothing: not worth ending the run.
            LogNotReported(logger, fault.Message, id);
        }
    }

    private Segment SegmentOf(CheckpointOutcomes outcomes)
    {
        var (from, to) = (outcomes.From, outcomes.To);
        var counts = new OutcomeCounts(
            to.Counts.Embedded - from.Counts.Embedded, to.Counts.Unchanged - from.Counts.Unchanged, to.Counts.Quarantined - from.Counts.Quarantined);
        return new Segment(from.Sequence, to.Sequence, token, counts) { Kept = outcomes.Kept, Rows = outcomes.Quarantined, Points = outcomes.Embedded };
    }

    [LoggerMessage(3103, LogLevel.Information, "A checkpoint of partition {Partition} is not committed yet: {Fault}")]
    private static partial void LogNotCommitted(ILogger logger, string fault, PartitionId partition);

    [LoggerMessage(3105, LogLevel.Warning, "The lease of partition {Partition} ran out before its checkpoint; the run ends and commits nothing")]
    private static partial void LogOutlasted(ILogger logger, PartitionId partition);

    [LoggerMessage(3104, LogLevel.Debug, "Progress of partition {Partition} was not reported: {Fault}")]
    private static partial void LogNotReported(ILogger logger, string fault, PartitionId partition);
}
