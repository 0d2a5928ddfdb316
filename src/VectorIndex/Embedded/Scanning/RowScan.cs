using System.Numerics;
using System.Runtime.CompilerServices;
using Cluster.VectorIndex.Embedded.Memory;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>One thread's part of a scan: scores rows of blocks exactly and keeps the best.</summary>
internal sealed class RowScan(ScanRequest request)
{
    private readonly TopRows _top = new(request.Limit);
    private readonly float[] _similarities = new float[request.Scorer.Examples.Length];
    private readonly ulong[] _mask = new ulong[request.MaskWords];
    private readonly float? _above = request.ScoreAbove;

    public TopRows Top => _top;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scan(BlockView view)
    {
        var wanted = _mask.AsSpan(0, (view.Count + 63) / 64);
        request.FillMask(view, wanted);
        var query = request.Scorer.IsPlain ? request.Scorer.Examples[0].Span : default;
        for (var word = 0; word < wanted.Length; word++)
        {
            for (var bits = wanted[word]; bits != 0; bits &= bits - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(bits);
                var score = query.IsEmpty ? Combine(view.Block.Vector(row)) : DotKernel.Dot(view.Block.Vector(row), query);
                if (score >= _top.Floor)
                {
                    Offer(view.Block, row, score);
                }
            }
        }
    }

    private float Combine(ReadOnlySpan<float> row)
    {
        for (var i = 0; i < _similarities.Length; i++)
        {
            _similarities[i] = DotKernel.Dot(row, request.Scorer.Examples[i].Span);
        }

        return request.Scorer.Combine(_similarities);
    }

    private void Offer(RowBlock block, int row, float score)
    {
        var id = block.Ids[row];
        if (!(score <= _above) && request.After?.IsBefore(score, id) is not false && !request.Excluded.Contains(id))
        {
            _top.Offer(new RowHit(score, id, block, row));
        }
    }
}
