using System.Numerics;
using System.Runtime.CompilerServices;
using Cluster.VectorIndex.Embedded.Memory;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>One thread's part of a first pass over the 8-bit codes: keeps the rows worth scoring exactly.</summary>
internal sealed class CodeScan(ScanRequest request, int candidates)
{
    private readonly TopRows _top = new(candidates);
    private readonly ulong[] _mask = new ulong[request.MaskWords];
    private readonly short[] _query = Widen(request.Scorer.Examples[0].Span);

    public TopRows Top => _top;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scan(BlockView view)
    {
        var wanted = _mask.AsSpan(0, (view.Count + 63) / 64);
        request.FillMask(view, wanted);
        var codes = view.Block.Codes.AsSpan();
        for (var word = 0; word < wanted.Length; word++)
        {
            for (var bits = wanted[word]; bits != 0; bits &= bits - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(bits);
                var score = CodeKernel.Dot(codes.Slice(row * request.Dimension, request.Dimension), _query) * view.Block.Steps![row];
                if (score >= _top.Floor && !request.Excluded.Contains(view.Block.Ids[row]))
                {
                    _top.Offer(new RowHit(score, view.Block.Ids[row], view.Block, row));
                }
            }
        }
    }

    // The query's own step scales every score alike, so the order does not need it.
    private static short[] Widen(ReadOnlySpan<float> query)
    {
        var codes = new sbyte[query.Length];
        CodeKernel.Quantise(query, codes);
        return Array.ConvertAll(codes, static code => (short)code);
    }
}
