using System.Runtime.CompilerServices;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>The segments of a partition that count: of those with the same start the one of the highest token, each beginning where the last one ends.</summary>
internal sealed class SegmentChain(IArtifactStore store)
{
    /// <summary>The names, by start. What a late holder left behind the end of the chain is for the reader to see by the heads.</summary>
    public async Task<IReadOnlyList<ArtifactName>> ListAsync(PartitionId partition, CancellationToken cancellationToken)
    {
        List<(long Start, ArtifactName Name)> segments = [];
        await foreach (var entry in store.ListAsync(LedgerNames.Partition(partition), cancellationToken))
        {
            if (LedgerNames.SegmentStart(entry.Name) is not { } start)
            {
                continue;
            }

            // Names come in order, so that the highest token of a start comes last.
            if (segments.Count > 0 && segments[^1].Start == start)
            {
                segments.RemoveAt(segments.Count - 1);
            }

            segments.Add((start, entry.Name));
        }

        return [.. segments.Select(static segment => segment.Name)];
    }

    /// <summary>
    /// The segments, opened behind their heads, from the first image up to <paramref name="end"/> or as far as they reach. The caller disposes of each stream.
    /// </summary>
    public async IAsyncEnumerable<(ArtifactName Name, SegmentHeader Head, Stream Stream)> OpenAsync(
        PartitionId partition, long end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long reached = 0;
        foreach (var name in await ListAsync(partition, cancellationToken))
        {
            if (reached >= end || LedgerNames.SegmentStart(name) != reached || await store.OpenReadAsync(name, cancellationToken) is not { } stream)
            {
                continue;
            }

            var head = await SegmentFile.ReadHeadAsync(stream, name, cancellationToken);
            reached = head.To;
            yield return (name, head, stream);
        }
    }

    /// <summary>The rows of all segments that are there, in listing order; those of an uncommitted last one included.</summary>
    public IAsyncEnumerable<QuarantineRow> ReadRowsAsync(PartitionId partition, CancellationToken cancellationToken) =>
        ReadRowsAsync(partition, long.MaxValue, cancellationToken);

    /// <summary>The rows of the segments up to <paramref name="end"/>: without what a late holder left behind it.</summary>
    public async IAsyncEnumerable<QuarantineRow> ReadRowsAsync(PartitionId partition, long end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (name, head, stream) in OpenAsync(partition, end, cancellationToken))
        {
            await using (stream)
            {
                if (!head.HasRows)
                {
                    continue;
                }

                foreach (var row in await SegmentFile.ReadRowsAsync(stream, head, name, cancellationToken))
                {
                    yield return row;
                }
            }
        }
    }
}
