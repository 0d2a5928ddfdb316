using Cluster.Contracts.Partitions;
using Cluster.Domain.Corpora;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Jobs;

/// <summary>What a job has heard of one of its partitions in flight.</summary>
internal sealed class PartitionWatch(CorpusPartition partition)
{
    public CorpusPartition Partition => partition;

    /// <summary>The last that was heard; null before the first word.</summary>
    public PartitionStatus? Status { get; private set; }

    /// <summary>When that was.</summary>
    public long HeardAt { get; private set; }

    /// <summary>When it was last started.</summary>
    public long StartedAt { get; private set; }

    /// <summary>When it may be started again, after it stopped by itself.</summary>
    public long NotBefore { get; private set; }

    /// <summary>What it had accounted for then.</summary>
    public long AccountedAtStart { get; private set; }

    /// <summary>Whether it was asked to stop so that a part of it can be given to others.</summary>
    public bool IsToBeCut { get; set; }

    /// <summary>Whether cutting it was tried in vain.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether its silo has died: it is leased anew at once.</summary>
    public bool IsOrphan { get; set; }

    /// <summary>Whether that was so once: it has waited already.</summary>
    public bool WasOrphan { get; private set; }

    public bool IsRunning => Status?.Phase == PartitionPhase.Running;

    public bool IsCompleted => Status?.Phase == PartitionPhase.Completed;

    public OutcomeCounts Counts => Status?.Counts ?? default;

    public void Hear(PartitionStatus status, long now)
    {
        if (!IsRunning && status.Phase == PartitionPhase.Running)
        {
            (StartedAt, AccountedAtStart) = (now, status.Counts.Total);
        }

        if (IsOrphan && status.Phase == PartitionPhase.Running)
        {
            (IsOrphan, WasOrphan) = (false, true);
        }

        Status = IsCompleted ? Status : status;
        HeardAt = now;
    }

    /// <summary>It is not known to run, and is not to be started before <paramref name="notBefore"/>.</summary>
    public void Rest(long notBefore)
    {
        NotBefore = notBefore;
        if (IsRunning)
        {
            Status = Status! with { Phase = PartitionPhase.Idle, Silo = "" };
        }
    }
}
