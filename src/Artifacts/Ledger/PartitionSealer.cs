using Cluster.Artifacts.Lake;
using Cluster.Artifacts.Rolls;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;

namespace Cluster.Artifacts.Ledger;

/// <summary>
/// Puts the segments of a completed partition together: rows, roll and lake file, then the summary, then the segments go. A crash anywhere is mended by
/// doing it again; two holders who do it at once write the same.
/// </summary>
public sealed class PartitionSealer(IArtifactStore store, TimeProvider time)
{
    private readonly LedgerReader _reader = new(store);
    private readonly LedgerWriter _writer = new(store);
    private readonly SegmentChain _chain = new(store);

    /// <summary>Seals a partition; its summary, which is the old one when it was sealed before.</summary>
    /// <param name="job">The job.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="final">The last checkpoint, with which every image is accounted for.</param>
    /// <param name="lake">Where its embeddings go; null for no lake.</param>
    /// <param name="takenDown">Points that may not go into the lake any more.</param>
    /// <param name="cancellationToken">Gives up; what was done is done again.</param>
    /// <exception cref="InvalidDataException">Segments are lacking or damaged: something else than this system touched the ledger.</exception>
    public async Task<PartitionSummary> SealAsync(
        JobId job, CorpusPartition partition, Checkpoint final, LakePlace? lake, IReadOnlySet<PointId> takenDown, CancellationToken cancellationToken)
    {
        var id = new PartitionId(job, partition.Ordinal);
        if (await _reader.ReadSummaryAsync(id, cancellationToken) is not { } summary)
        {
            await CheckAsync(id, final, cancellationToken);
            await WriteRowsAsync(id, final, cancellationToken);
            await WriteRollAsync(id, final, cancellationToken);
            var part = lake is null ? null : await LakeFiles.WritePartAsync(store, lake, id, token => ReadPointsAsync(id, final, takenDown, token), cancellationToken);
            summary = new PartitionSummary(partition, final.Sequence, final.Counts, time.GetUtcNow()) { Lake = part };
            await _writer.WriteSummaryAsync(job, summary, cancellationToken);
        }

        foreach (var name in await _chain.ListAsync(id, cancellationToken))
        {
            await store.DeleteAsync(name, cancellationToken);
        }

        return summary;
    }

    private async Task CheckAsync(PartitionId id, Checkpoint final, CancellationToken cancellationToken)
    {
        var (reached, counts) = (0L, default(OutcomeCounts));
        await foreach (var (_, head, stream) in _chain.OpenAsync(id, final.Sequence, cancellationToken))
        {
            await stream.DisposeAsync();
            (reached, counts) = (head.To, counts + head.Counts);
        }

        if (reached != final.Sequence || counts != final.Counts)
        {
            throw new InvalidDataException(
                $"The ledger of partition {id} accounts for {reached} images ({counts}), the checkpoint for {final.Sequence} ({final.Counts}); restore the artifacts.");
        }
    }

    private async Task WriteRowsAsync(PartitionId id, Checkpoint final, CancellationToken cancellationToken)
    {
        if (final.Counts.Quarantined > 0)
        {
            await store.WriteAsync(
                LedgerNames.Rows(id, 0), (stream, token) => LedgerRows.WriteAsync(stream, _chain.ReadRowsAsync(id, final.Sequence, token), token), cancellationToken);
        }
    }

    private async Task WriteRollAsync(PartitionId id, Checkpoint final, CancellationToken cancellationToken)
    {
        if (final.Counts.Total == final.Counts.Quarantined)
        {
            return;
        }

        await using var sorter = new RollSorter(store, $"tmp/{Guid.NewGuid():n}/");
        await foreach (var (_, head, stream) in _chain.OpenAsync(id, final.Sequence, cancellationToken))
        {
            await using (stream)
            {
                await SegmentFile.SkipRowsAsync(stream, head, cancellationToken);
                foreach (var entry in await SegmentFile.ReadRollAsync(stream, head, cancellationToken))
                {
                    await sorter.AddAsync(entry, cancellationToken);
                }
            }
        }

        await sorter.WriteAsync(LedgerNames.Roll(id, 0), cancellationToken);
    }

    private async IAsyncEnumerable<EmbeddedPoint> ReadPointsAsync(
        PartitionId id, Checkpoint final, IReadOnlySet<PointId> takenDown, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, head, stream) in _chain.OpenAsync(id, final.Sequence, cancellationToken))
        {
            await using (stream)
            {
                await SegmentFile.SkipRowsAsync(stream, head, cancellationToken);
                await SegmentFile.ReadRollAsync(stream, head, cancellationToken);
                await foreach (var point in SegmentFile.ReadPointsAsync(stream, head, cancellationToken))
                {
                    if (!takenDown.Contains(point.Id))
                    {
                        yield return point;
                    }
                }
            }
        }
    }
}
