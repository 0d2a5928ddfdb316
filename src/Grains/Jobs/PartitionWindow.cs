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

    /// <summary>Those that may be started now.</summary>
    public IReadOnlyList<PartitionWatch> Startable()
    {
        var now = time.GetTimestamp();
        return [.. _watches.Values.Where(watch => !watch.IsRunning && !watch.IsCompleted && watch.NotBefore <= now)];
    }

    /// <summary>Those at work that have not been heard of for longer than <paramref name="silence"/>.</summary>
    public IReadOnlyList<PartitionWatch> Silent(TimeSpan silence) => [.. _watches.Values.Where(watch => watch.IsRunning && time.GetElapsedTime(watch.HeardAt) > silence)];

    /// <summary>Has a partition rest for a while before it is started again.</summary>
    public void Rest(PartitionWatch watch, TimeSpan pause) => watch.Rest(time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency));

    /// <summary>Those at work that were started last, at most <paramref name="count"/>: they have the least to lose.</summary>
    public IReadOnlyList<PartitionWatch> Newest(int count) => [.. _watches.Values.Where(static watch => watch.IsRunning).OrderByDescending(static watch => watch.StartedAt).Take(count)];

    /// <summary>The job's record with the partitions that are done taken out of it.</summary>
    public JobRecord Settle(JobRecord job) => Completed is not { Count: > 0 } done ? job : job with
    {
        InFlight = [.. job.InFlight.Where(partition => done.All(watch => watch.Partition.Ordinal != partition.Ordinal))],
        CompletedCounts = done.Aggregate(job.CompletedCounts, static (sum, watch) => sum + watch.Counts),
        CompletedPartitions = job.CompletedPartitions + done.Count,
        FaultsInARow = 0,
    };
}
