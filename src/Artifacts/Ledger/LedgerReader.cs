using System.Runtime.CompilerServices;
using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>Reads the outcome ledger, a row at a time.</summary>
public sealed class LedgerReader(IArtifactStore store)
{
    /// <summary>The images that a job set aside, in listing order; of one reason when <paramref name="reason"/> is given.</summary>
    /// <exception cref="InvalidDataException">A segment was damaged from outside.</exception>
    public IAsyncEnumerable<LedgerRow> ReadAsync(JobId job, FailureKind? reason, CancellationToken cancellationToken) =>
        ReadAsync(job, LedgerNames.Job(job), reason, null, cancellationToken);

    /// <summary>As before, behind <paramref name="after"/>.</summary>
    /// <exception cref="InvalidDataException">A segment was damaged from outside.</exception>
    public IAsyncEnumerable<LedgerRow> ReadAsync(JobId job, FailureKind? reason, LedgerCursor after, CancellationToken cancellationToken) =>
        ReadAsync(job, LedgerNames.Job(job), reason, after, cancellationToken);

    /// <summary>The images that one partition set aside, in listing order; of one reason when <paramref name="reason"/> is given.</summary>
    /// <exception cref="InvalidDataException">A segment was damaged from outside.</exception>
    public IAsyncEnumerable<LedgerRow> ReadAsync(PartitionId partition, FailureKind? reason, CancellationToken cancellationToken) =>
        ReadAsync(partition.Job, LedgerNames.Partition(partition), reason, null, cancellationToken);

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
        await foreach (var entry in store.ListAsync(LedgerNames.Job(job), cancellationToken))
        {
            if (LedgerNames.TryParse(entry.Name, job, out var partition, out var isSegment) && !isSegment
                && await ReadSummaryAsync(partition, cancellationToken) is { } summary)
            {
                yield return summary;
            }
        }
    }

    private async IAsyncEnumerable<LedgerRow> ReadAsync(
        JobId job, string prefix, FailureKind? reason, LedgerCursor? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(prefix, cancellationToken))
        {
            if (!LedgerNames.TryParse(entry.Name, job, out var partition, out var isSegment) || !isSegment)
            {
                continue;
            }

            var segment = entry.Name.Value[LedgerNames.Job(job).Length..];
            var order = after is { } place ? string.CompareOrdinal(segment, place.Segment) : 1;
            if (order < 0)
            {
                continue;
            }

            var (line, skip) = (0, order == 0 ? after!.Value.Line : 0);
            await foreach (var row in ReadSegmentAsync(entry.Name, cancellationToken))
            {
                line++;
                if (line > skip && (reason is null || row.Reason == reason))
                {
                    yield return new LedgerRow(partition, row, new LedgerCursor(segment, line));
                }
            }
        }
    }

    private async IAsyncEnumerable<QuarantineRow> ReadSegmentAsync(ArtifactName name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A segment may be replaced by a replay while a person lists the ledger; then it is read as it was, or not at all.
        var stream = await store.OpenReadAsync(name, cancellationToken);
        if (stream is null)
        {
            yield break;
        }

        using var lines = new StreamReader(stream);
        for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            yield return Parse(line, name, number);
        }
    }

    private static QuarantineRow Parse(string line, ArtifactName name, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LedgerJson.Plain.LedgerLine)?.ToRow() ?? throw new InvalidDataException("The line holds null.");
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"Line {number} of the ledger segment '{name}' is damaged; restore the artifact. {e.Message}", e);
        }
    }
}
