using System.Runtime.CompilerServices;
using System.Text.Json;
using Cluster.Artifacts.Rolls;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>Reads the outcome ledger, a row at a time.</summary>
public sealed class LedgerReader(IArtifactStore store)
{
    private readonly SegmentChain _chain = new(store);

    /// <summary>The images that a job set aside, in listing order; of one reason when <paramref name="reason"/> is given.</summary>
    /// <exception cref="InvalidDataException">A segment was damaged from outside.</exception>
    public IAsyncEnumerable<LedgerRow> ReadAsync(JobId job, FailureKind? reason, CancellationToken cancellationToken) =>
        ReadAsync(job, reason, default, cancellationToken);

    /// <summary>As before, behind <paramref name="after"/>.</summary>
    /// <exception cref="InvalidDataException">A segment was damaged from outside.</exception>
    public async IAsyncEnumerable<LedgerRow> ReadAsync(
        JobId job, FailureKind? reason, LedgerCursor after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var partition in ListPartitionsAsync(job, cancellationToken))
        {
            if (partition.Ordinal < after.Partition)
            {
                continue;
            }

            await foreach (var row in ReadAsync(partition, reason, partition.Ordinal == after.Partition ? after.Row : 0, cancellationToken))
            {
                yield return row;
            }
        }
    }

    /// <summary>The images that one partition set aside, in listing order; of one reason when <paramref name="reason"/> is given.</summary>
    /// <exception cref="InvalidDataException">A segment was damaged from outside.</exception>
    public IAsyncEnumerable<LedgerRow> ReadAsync(PartitionId partition, FailureKind? reason, CancellationToken cancellationToken) =>
        ReadAsync(partition, reason, 0, cancellationToken);

    /// <summary>The summary of a partition; null until it is complete.</summary>
    public async Task<PartitionSummary?> ReadSummaryAsync(PartitionId partition, CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(LedgerNames.Summary(partition), cancellationToken);
        if (stream is null)
        {
            return null;
        }

        await using (stream)
        {
            return await JsonSerializer.DeserializeAsync(stream, LedgerJson.Plain.PartitionSummary, cancellationToken);
        }
    }

    /// <summary>The summaries of a job's completed partitions, by ordinal.</summary>
    public async IAsyncEnumerable<PartitionSummary> ReadSummariesAsync(JobId job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var partition in ListPartitionsAsync(job, cancellationToken))
        {
            if (await ReadSummaryAsync(partition, cancellationToken) is { } summary)
            {
                yield return summary;
            }
        }
    }

    /// <summary>Gives the rolls of the job's completed partitions to a sorter: together the images that the job keeps in the collection.</summary>
    public async Task AddRollsAsync(JobId job, RollSorter sorter, CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(LedgerNames.Job(job), cancellationToken))
        {
            if (entry.Name.Value.EndsWith(".ids", StringComparison.Ordinal))
            {
                sorter.Add(entry.Name);
            }
        }
    }

    /// <summary>The rows of a sealed partition, in listing order.</summary>
    internal async IAsyncEnumerable<QuarantineRow> ReadSealedAsync(
        PartitionId partition, int version, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = LedgerNames.Rows(partition, version);
        if (await store.OpenReadAsync(name, cancellationToken) is not { } stream)
        {
            yield break;
        }

        using var lines = new StreamReader(stream);
        await foreach (var row in LedgerRows.ReadAsync(lines, name, cancellationToken))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<PartitionId> ListPartitionsAsync(JobId job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PartitionId? last = null;
        await foreach (var entry in store.ListAsync(LedgerNames.Job(job), cancellationToken))
        {
            if (LedgerNames.PartitionOf(entry.Name, job) is { } partition && partition != last)
            {
                last = partition;
                yield return partition;
            }
        }
    }

    private async IAsyncEnumerable<LedgerRow> ReadAsync(
        PartitionId partition, FailureKind? reason, long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long number = 0;
        await foreach (var row in ReadRowsAsync(partition, cancellationToken))
        {
            number++;
            if (number > skip && (reason is null || row.Reason == reason))
            {
                yield return new LedgerRow(partition, row, new LedgerCursor(partition.Ordinal, number));
            }
        }
    }

    private async IAsyncEnumerable<QuarantineRow> ReadRowsAsync(PartitionId partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long given = 0;
        if (await ReadSummaryAsync(partition, cancellationToken) is null)
        {
            await foreach (var row in _chain.ReadRowsAsync(partition, cancellationToken))
            {
                given++;
                yield return row;
            }
        }

        // Sealed before, or while its segments were read: the rows are the same, in the same order.
        if (await ReadSummaryAsync(partition, cancellationToken) is { } summary)
        {
            await foreach (var row in ReadSealedAsync(partition, summary.Version, cancellationToken))
            {
                if (--given < 0)
                {
                    yield return row;
                }
            }
        }
    }
}
