using System.Text.Json;
using Cluster.Domain.Identity;

namespace Cluster.Artifacts.Ledger;

/// <summary>Writes the outcome ledger of a job: how each image ended, and why those that were not embedded were set aside.</summary>
/// <remarks>
/// 1. Before each checkpoint the partition's holder writes the segment of the images since the last one, named by the watermark at which it starts
///    and by the holder's fencing token.
/// 2. Then it commits the checkpoint.
/// A crash between the two leaves one segment whose start is the committed watermark; whoever goes on begins there and writes one of the same start,
/// under the same token or a higher one. Of two segments of one start the higher token counts. A late holder can write but one segment more, and it
/// starts where the next holder began: so it never counts. Together the segments hold each image once.
/// 3. When the partition is complete, <see cref="PartitionSealer"/> puts the segments together.
/// </remarks>
public sealed class LedgerWriter(IArtifactStore store)
{
    /// <summary>Writes a segment, in place of one of the same start and token.</summary>
    public Task WriteSegmentAsync(PartitionId partition, Segment segment, CancellationToken cancellationToken)
    {
        if (segment.Kept.Count + segment.Rows.Count != segment.To - segment.From || segment.Counts.Total != segment.To - segment.From)
        {
            throw new ArgumentException($"The segment from {segment.From} to {segment.To} accounts for {segment.Kept.Count} and {segment.Rows.Count} images.", nameof(segment));
        }

        return store.WriteAsync(
            LedgerNames.Segment(partition, segment.From, segment.Token),
            (stream, token) => SegmentFile.WriteAsync(stream, segment, token),
            cancellationToken);
    }

    /// <summary>Writes the summary of a partition: from then on it says what counts.</summary>
    public Task WriteSummaryAsync(JobId job, PartitionSummary summary, CancellationToken cancellationToken) =>
        store.WriteAsync(
            LedgerNames.Summary(new PartitionId(job, summary.Partition.Ordinal)),
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
