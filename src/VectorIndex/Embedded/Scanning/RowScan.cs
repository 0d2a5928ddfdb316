using System.Numerics;
using Cluster.VectorIndex.Embedded.Memory;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>One thread's part of a scan: scores rows of blocks exactly and keeps the best.</summary>
internal sealed class RowScan(ScanRequest request)
{
    private readonly TopRows _top = new(request.Limit);
    private readonly float[] _similarities = new float[DotKernel.Rows * request.Scorer.Examples.Count];
    private readonly ulong[] _mask = new ulong[request.MaskWords];

    public TopRows Top => _top;

    public void Scan(BlockView view)
    {
        var wanted = _mask.AsSpan(0, (view.Count + 63) / 64);
        request.FillMask(view, wanted);
        var row = 0;
        while (row < view.Count)
        {
            // Whole runs of wanted rows are scored four at a time, the rest one by one.
            if ((row & 3) == 0 && row + DotKernel.Rows <= view.Count && ((wanted[row >> 6] >> (row & 63)) & 0xF) == 0xF)
            {
                ScoreFour(view.Block, row);
                row += DotKernel.Rows;
            }
            else if (NextWanted(wanted, row) is var next && next != row)
            {
                row = Math.Min(next, view.Count);
            }
            else
            {
                ScoreOne(view.Block, row++);
            }
        }
    }

    private static int NextWanted(ReadOnlySpan<ulong> wanted, int row)
    {
        var word = row >> 6;
        var bits = wanted[word] & (ulong.MaxValue << (row & 63));
        while (bits == 0)
        {
            if (++word == wanted.Length)
            {
                return int.MaxValue;
            }

            bits = wanted[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    private void ScoreFour(RowBlock block, int row)
    {
        var dimension = request.Dimension;
        var examples = request.Scorer.Examples.Count;
        var rows = block.Vectors.AsSpan(row * dimension, DotKernel.Rows * dimension);
        for (var i = 0; i < examples; i++)
        {
            DotKernel.Four(rows, request.Scorer.Examples[i].Span, _similarities.AsSpan(i), examples);
        }

        for (var i = 0; i < DotKernel.Rows; i++)
        {
            Offer(block, row + i, _similarities.AsSpan(i * examples, examples));
        }
    }

    private void ScoreOne(RowBlock block, int row)
    {
        var examples = request.Scorer.Examples.Count;
        for (var i = 0; i < examples; i++)
        {
            _similarities[i] = DotKernel.One(block.Vector(row), request.Scorer.Examples[i].Span);
        }

        Offer(block, row, _similarities.AsSpan(0, examples));
    }

    private void Offer(RowBlock block, int row, ReadOnlySpan<float> similarities)
    {
        var score = request.Scorer.IsPlain ? similarities[0] : request.Scorer.Combine(similarities);
        if (!_top.MayEnter(score) || score <= request.ScoreAbove)
        {
            return;
        }

        var id = block.Ids[row];
        if (!request.Excluded.Contains(id))
        {
            _top.Offer(new RowHit(score, id, block, row));
        }
    }
}
