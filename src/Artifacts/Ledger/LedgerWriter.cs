using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>Writes the outcome ledger of a job: which images were not embedded, and why.</summary>
/// <remarks>
/// 1. Before each checkpoint the partition writes the segment of the images since the last one, named by the watermark at which it starts.
/// 2. Then it commits the checkpoint.
/// A crash between the two leaves one segment whose start is the committed watermark; the replay begins there and replaces it. So the
/// segments always hold each quarantined image once.
/// </remarks>
public sealed class LedgerWriter(IArtifactStore store)
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>
    /// Writes the segment that starts at the watermark <paramref name="from"/>, in place of one of that name; with no rows there is none.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">The committed watermark when the segment began: images of the partition before it, from 0.</param>
    /// <param name="rows">The images set aside since then, in listing order.</param>
    /// <param name="cancellationToken">Gives up, leaving what was there.</param>
    public async Task WriteSegmentAsync(
        PartitionId partition, long from, IReadOnlyList<QuarantineRow> rows, CancellationToken cancellationToken)
    {
        var name = LedgerNames.Segment(partition, from);
        if (rows.Count == 0)
        {
            await store.DeleteAsync(name, cancellationToken);
            return;
        }

        await store.WriteAsync(name, WriteRowsAsync, cancellationToken);

        async Task WriteRowsAsync(Stream stream, CancellationToken token)
        {
            foreach (var row in rows)
            {
                await JsonSerializer.SerializeAsync(stream, LedgerLine.Of(row), LedgerJson.Plain.LedgerLine, token);
                await stream.WriteAsync(NewLine, token);
            }
        }
    }

    /// <summary>Writes the summary of a completed partition.</summary>
    public Task WriteSummaryAsync(JobId job, PartitionSummary summary, CancellationToken cancellationToken) =>
        store.WriteAsync(
            LedgerNames.Summary(new PartitionId(job, summary.Ordinal)),
            (stream, token) => JsonSerializer.SerializeAsync(stream, summary, LedgerJson.Plain.PartitionSummary, token),
            cancellationToken);

    /// <summary>Removes all that the ledger holds about a job.</summary>
    public async Task DeleteJobAsync(JobId job, CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(LedgerNames.Job(job), cancellationToken))
        {
            await store.DeleteAsync(entry.Name, cancellationToken);
        }
    }
}
