using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Cluster.Artifacts.Ledger;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Retries;

/// <summary>
/// Lists the images of a corpus that a job set aside, in the order of its ledger, and reads them from the corpus as they are now. A position is the row's
/// number, a bar, and the position in the corpus.
/// </summary>
internal sealed class RetriedSource(ICorpusSource corpus, CorpusSpec spec, JobRetry retry, LedgerReader ledger) : ICorpusSource, IAsyncDisposable
{
    private readonly ConcurrentDictionary<PointId, QuarantineRow> _given = new();

    /// <summary>Whether a single image is found without reading through its neighbours.</summary>
    private bool FindsByKey => spec.Kind is "folder" or "azure-blob";

    /// <summary>The row of an image that was listed.</summary>
    public QuarantineRow? RowOf(PointId id) => _given.GetValueOrDefault(id);

    public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => corpus.CheckAsync(cancellationToken);

    public async IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(CorpusPartition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var summary in ledger.ReadSummariesAsync(retry.Of, cancellationToken))
        {
            if (summary.Partition.Ordinal <= (after?.Ordinal ?? -1) || summary.Counts.Quarantined == 0)
            {
                continue;
            }

            var rows = await RowsOf(summary.Partition).LongCountAsync(cancellationToken);
            if (rows > 0)
            {
                yield return summary.Partition with { Count = rows };
            }
        }
    }

    public async IAsyncEnumerable<CorpusImage> ListImagesAsync(
        CorpusPartition partition, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var skip = after is null ? 0 : long.Parse(after.AsSpan(0, after.IndexOf('|', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);
        var listed = FindsByKey ? null : await ListedAsync(partition, cancellationToken);
        var number = 0L;
        await foreach (var row in RowsOf(partition).WithCancellation(cancellationToken))
        {
            if (++number <= skip)
            {
                continue;
            }

            // What is no longer listed is asked for as it was, and found to be gone.
            var now = listed is null ? await corpus.FindAsync(row.Key, cancellationToken) : listed.GetValueOrDefault(row.Key);
            var image = now ?? new CorpusImage(row.Key, row.Position, row.ETag, -1);
            _given[PointId.For(spec.Id, row.Key)] = row;
            yield return image with { Position = string.Create(CultureInfo.InvariantCulture, $"{number}|{image.Position}") };
        }
    }

    public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken) =>
        corpus.ReadAsync(image with { Position = image.Position[(image.Position.IndexOf('|', StringComparison.Ordinal) + 1)..] }, maxBytes, cancellationToken);

    public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) => corpus.FindAsync(key, cancellationToken);

    public ValueTask DisposeAsync() => (corpus as IAsyncDisposable)?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IAsyncEnumerable<QuarantineRow> RowsOf(CorpusPartition partition) => ledger
        .ReadAsync(new PartitionId(retry.Of, partition.Ordinal), retry.Reason, CancellationToken.None)
        .Select(static row => row.Row)
        .Where(static row => row.Reason != FailureKind.Takedown);

    private async Task<Dictionary<BlobKey, CorpusImage>> ListedAsync(CorpusPartition partition, CancellationToken cancellationToken)
    {
        var wanted = await RowsOf(partition).Select(static row => row.Key).ToHashSetAsync(cancellationToken: cancellationToken);
        var listed = new Dictionary<BlobKey, CorpusImage>();
        await foreach (var image in corpus.ListImagesAsync(partition, null, cancellationToken))
        {
            if (wanted.Contains(image.Key))
            {
                listed.TryAdd(image.Key, image);
            }
        }

        return listed;
    }
}
