using Cluster.VectorIndex.Embedded.Memory;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>
/// Scans a snapshot with several threads, fewer of them the more scans are under way: threads that several scans want at once only stand in each other's way.
/// The answer is the same however the blocks fall to them.
/// </summary>
internal sealed class MatrixScanner(EmbeddedVectorIndexOptions options)
{
    // Below this a second thread costs more than it saves.
    private const long FloatsWorthAThread = 1 << 18;

    private int _underWay;

    public RowHit[] Scan(MatrixSnapshot snapshot, ScanRequest request, CancellationToken cancellationToken)
    {
        if (snapshot.Blocks.Count == 0)
        {
            return [];
        }

        request = request with { MaskWords = (snapshot.Blocks.Max(static view => view.Count) + 63) / 64 };
        Interlocked.Increment(ref _underWay);
        try
        {
            return options.Quantised && !request.Exact && request.Scorer.IsPlain
                ? ScanCodes(snapshot, request, cancellationToken)
                : Best(request.Limit, Each(snapshot, () => new RowScan(request), static (scan, view) => scan.Scan(view), static scan => scan.Top, cancellationToken));
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private RowHit[] ScanCodes(MatrixSnapshot snapshot, ScanRequest request, CancellationToken cancellationToken)
    {
        var candidates = (int)Math.Min((long)request.Limit * options.Oversampling, int.MaxValue);
        var rough = Each(snapshot, () => new CodeScan(request, candidates), static (scan, view) => scan.Scan(view), static scan => scan.Top, cancellationToken);
        var exact = new TopRows(request.Limit);
        var query = request.Scorer.Examples[0].Span;
        foreach (var hit in Best(candidates, rough))
        {
            var score = DotKernel.Dot(hit.Block.Vector(hit.Row), query);
            if (!(score <= request.ScoreAbove))
            {
                exact.Offer(hit with { Score = score });
            }
        }

        return exact.Sorted();
    }

    private List<TopRows> Each<TScan>(
        MatrixSnapshot snapshot, Func<TScan> begin, Action<TScan, BlockView> scan, Func<TScan, TopRows> end, CancellationToken cancellationToken)
    {
        var found = new List<TopRows>();
        var mine = Math.Max(1, options.ScanThreads / Math.Max(1, Volatile.Read(ref _underWay)));
        var threads = (int)Math.Clamp(snapshot.Rows * snapshot.Dimension / FloatsWorthAThread, 1, mine);
        if (threads == 1)
        {
            var state = begin();
            foreach (var view in snapshot.Blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                scan(state, view);
            }

            return [end(state)];
        }

        Parallel.For(
            0,
            snapshot.Blocks.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            begin,
            (i, _, state) =>
            {
                scan(state, snapshot.Blocks[i]);
                return state;
            },
            state =>
            {
                lock (found)
                {
                    found.Add(end(state));
                }
            });
        return found;
    }

    private static RowHit[] Best(int limit, List<TopRows> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0].Sorted();
        }

        var top = new TopRows(limit);
        foreach (var hit in parts.SelectMany(static part => part.Hits))
        {
            top.Offer(hit);
        }

        return top.Sorted();
    }
}
