using Cluster.Contracts.Partitions;
using Cluster.Domain.Corpora;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Jobs;

/// <summary>The partitions of a job that are in flight: which are at work, which may be started, which have fallen silent, which are done.</summary>
internal sealed class PartitionWindow(TimeProvider time)
{
    private readonly SortedDictionary<int, PartitionWatch> _watches = [];

    /// <summary>All of them, by ordinal.</summary>
    public IReadOnlyCollection<PartitionWatch> All => _watches.Values;

    /// <summary>Partitions at work.</summary>
    public int Running => _watches.Values.Count(static watch => watch.IsRunning);

    /// <summary>Partitions at work, by the address of their silo.</summary>
    public IReadOnlyDictionary<string, int> Held => _watches.Values.Where(static watch => watch.IsRunning)
        .GroupBy(static watch => watch.Status!.Silo, StringComparer.Ordinal)
        .ToDictionary(static silo => silo.Key, static silo => silo.Count(), StringComparer.Ordinal);

    /// <summary>Those that are done, until they are settled.</summary>
    public IReadOnlyList<PartitionWatch> Completed => [.. _watches.Values.Where(static watch => watch.IsCompleted)];

    /// <summary>What all of them have accounted for.</summary>
    public OutcomeCounts Counts => _watches.Values.Aggregate(default(OutcomeCounts), static (sum, watch) => sum + watch.Counts);

    /// <summary>Takes over what the job's record says is in flight.</summary>
    public void Follow(IReadOnlyList<CorpusPartition> inFlight)
    {
        var ordinals = inFlight.Select(static partition => partition.Ordinal).ToHashSet();
        foreach (var gone in _watches.Keys.Where(ordinal => !ordinals.Contains(ordinal)).ToList())
        {
            _watches.Remove(gone);
        }

        foreach (var partition in inFlight)
        {
            if (!_watches.TryGetValue(partition.Ordinal, out var known) || known.Partition != partition)
            {
                _watches[partition.Ordinal] = new PartitionWatch(partition);
            }
        }
    }

    /// <summary>A partition was heard of; null when it is not one of these.</summary>
    public PartitionWatch? Hear(PartitionStatus status)
    {
        var watch = _watches.GetValueOrDefault(status.Id.Ordinal);
        watch?.Hear(status, time.GetTimestamp());
        return watch;
    }

    /// <summary>The partition with this ordinal; null when it is not one of these.</summary>
    public PartitionWatch? Find(int ordinal) => _watches.GetValueOrDefault(ordinal);

    /// <summary>Those of which nothing was heard yet.</summary>
    public IReadOnlyList<PartitionWatch> Unheard => [.. _watches.Values.Where(static watch => watch.Status is null)];

    /// <summary>Those that may be started now; first those whose silo has died.</summary>
    public IReadOnlyList<PartitionWatch> Startable()
    {
        var now = time.GetTimestamp();
        return [.. _watches.Values.Where(watch => watch is { IsRunning: false, IsCompleted: false, IsToBeCut: false } && watch.NotBefore <= now).OrderBy(static watch => !watch.IsOrphan)];
    }

    /// <summary>Those at work that have not been heard of for longer than <paramref name="silence"/>.</summary>
    public IReadOnlyList<PartitionWatch> Silent(TimeSpan silence) => [.. _watches.Values.Where(watch => watch.IsRunning && time.GetElapsedTime(watch.HeardAt) > silence)];

    /// <summary>Those whose silo has died, as far as the job may have them at work: <paramref name="most"/> of all its partitions.</summary>
    public IReadOnlyList<PartitionWatch> Orphans(IReadOnlySet<string> dead, int most)
    {
        foreach (var watch in _watches.Values.Where(watch => watch.IsRunning && dead.Contains(watch.Status!.Silo)))
        {
            watch.IsOrphan = true;
        }

        var atWork = _watches.Values.Count(static watch => watch is { IsRunning: true, IsOrphan: false });
        return [.. _watches.Values.Where(static watch => watch is { IsOrphan: true, IsCompleted: false, IsToBeCut: false }).Take(Math.Max(0, most - atWork))];
    }

    /// <summary>
    /// Those at work for <paramref name="judgedAfter"/> that have at least so many images left and need longer than <paramref name="longer"/> for them at their
    /// present pace; the longest first.
    /// </summary>
    public IReadOnlyList<PartitionWatch> Stragglers(long images, TimeSpan longer, TimeSpan judgedAfter) =>
    [
        .. _watches.Values
            .Where(watch => watch is { IsRunning: true, IsToBeCut: false, IsWhole: false } && watch.Partition.Count - watch.Counts.Total >= images && LeftOf(watch, judgedAfter) > longer)
            .OrderByDescending(watch => LeftOf(watch, judgedAfter)),
    ];

    /// <summary>Has a partition rest for a while before it is started again.</summary>
    public void Rest(PartitionWatch watch, TimeSpan pause) => watch.Rest(time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency));

    /// <summary>Those at work that were started last, at most <paramref name="count"/>: they have the least to lose. Those that lost a silo, last.</summary>
    public IReadOnlyList<PartitionWatch> Newest(int count) =>
        [.. _watches.Values.Where(static watch => watch.IsRunning).OrderBy(static watch => watch.WasOrphan).ThenByDescending(static watch => watch.StartedAt).Take(count)];

    /// <summary>How long it needs for what is left; nothing is said of it while it is young.</summary>
    private TimeSpan LeftOf(PartitionWatch watch, TimeSpan judgedAfter)
    {
        var (worked, done) = (time.GetElapsedTime(watch.StartedAt, watch.HeardAt), watch.Counts.Total - watch.AccountedAtStart);
        return worked < judgedAfter ? TimeSpan.Zero : done == 0 ? TimeSpan.MaxValue : worked * Math.Min(1e4, (watch.Partition.Count - watch.Counts.Total) / (double)done);
    }

    /// <summary>The job's record with the partitions that are done taken out of it.</summary>
    public JobRecord Settle(JobRecord job) => Completed is not { Count: > 0 } done ? job : job with
    {
        InFlight = [.. job.InFlight.Where(partition => done.All(watch => watch.Partition.Ordinal != partition.Ordinal))],
        CompletedCounts = done.Aggregate(job.CompletedCounts, static (sum, watch) => sum + watch.Counts),
        CompletedPartitions = job.CompletedPartitions + done.Count,
        FaultsInARow = 0,
    };
}
