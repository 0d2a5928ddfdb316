using Cluster.Artifacts.Rolls;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>
/// Works what a retry found out about a partition into the ledger of the job that had set the images aside: rows of images that are in the collection now go,
/// the others get their new reason and tries, and the counts follow. Listed = embedded + unchanged + quarantined holds before and after.
/// </summary>
public sealed class RetryMerge(IArtifactStore store)
{
    private readonly LedgerReader _reader = new(store);
    private readonly LedgerWriter _writer = new(store);

    /// <summary>Works it in; does nothing when it was before. Both partitions must be sealed.</summary>
    /// <param name="of">The partition of the job that set the images aside.</param>
    /// <param name="retry">The partition of the retry, with the same ordinal.</param>
    /// <param name="corpus">The corpus, of which the ids are made.</param>
    /// <param name="cancellationToken">Gives up; what was done is done again.</param>
    public async Task ApplyAsync(PartitionId of, PartitionId retry, CorpusId corpus, CancellationToken cancellationToken)
    {
        var before = await _reader.ReadSummaryAsync(of, cancellationToken) ?? throw new InvalidDataException($"Partition {of} is not sealed.");
        if (before.Retries.Contains(retry.Job.Value))
        {
            return;
        }

        var found = await _reader.ReadSummaryAsync(retry, cancellationToken) ?? throw new InvalidDataException($"Partition {retry} is not sealed.");
        var version = before.Version + 1;

        // 1. What the retry keeps becomes a roll of its own beside the old ones.
        var kept = await CopyRollAsync(retry, LedgerNames.Roll(of, version), cancellationToken);

        // 2. The rows anew, in their old order.
        var again = new Dictionary<BlobKey, QuarantineRow>();
        await foreach (var row in _reader.ReadSealedAsync(retry, found.Version, cancellationToken))
        {
            again[row.Key] = row;
        }

        await store.WriteAsync(LedgerNames.Rows(of, version), (stream, token) => LedgerRows.WriteAsync(stream, RowsAsync(token), token), cancellationToken);

        // 3. The summary: from here on the new version counts.
        var done = found.Counts.Embedded + found.Counts.Unchanged;
        var counts = before.Counts + new OutcomeCounts(found.Counts.Embedded, found.Counts.Unchanged, -done);
        await _writer.WriteSummaryAsync(of.Job, before with { Counts = counts, Version = version, Retries = [.. before.Retries, retry.Job.Value] }, cancellationToken);
        await store.DeleteAsync(LedgerNames.Rows(of, before.Version), cancellationToken);

        async IAsyncEnumerable<QuarantineRow> RowsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            await foreach (var row in _reader.ReadSealedAsync(of, before.Version, token))
            {
                if (again.TryGetValue(row.Key, out var later))
                {
                    yield return later with { Position = row.Position };
                }
                else if (!kept.Contains(PointId.For(corpus, row.Key)))
                {
                    yield return row;
                }
            }
        }
    }

    private async Task<HashSet<PointId>> CopyRollAsync(PartitionId retry, ArtifactName to, CancellationToken cancellationToken)
    {
        HashSet<PointId> kept = [];
        var from = LedgerNames.Roll(retry, 0);
        if (!await store.ExistsAsync(from, cancellationToken))
        {
            return kept;
        }

        await store.WriteAsync(
            to,
            (stream, token) => RollFile.WriteAsync(stream, RollFile.ReadAsync(store, from, token).Select(entry =>
            {
                kept.Add(entry.Id);
                return entry;
            }), token),
            cancellationToken);
        return kept;
    }
}
