using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>
/// Inner products in float32. A row's sum is taken in the same order whether it is scored alone or beside others, so a score never depends
/// on where a row lies.
/// </summary>
internal static class DotKernel
{
    /// <summary>Rows that <see cref="Four"/> scores at once: enough sums in flight to hide the latency of a multiply-add.</summary>
    public const int Rows = 4;

    /// <summary>Scores one row.</summary>
    public static float One(ReadOnlySpan<float> row, ReadOnlySpan<float> query)
    {
        ref var a = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(query);
        var sum = Vector512<float>.Zero;
        var i = 0;
        for (; i <= query.Length - 16; i += 16)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i), Vector512.LoadUnsafe(ref q, (nuint)i), sum);
        }

        return Finish(sum, ref a, ref q, i, query.Length);
    }

    /// <summary>Scores four rows that lie behind one another.</summary>
    public static void Four(ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> scores, int stride)
    {
        var n = query.Length;
        ref var a = ref MemoryMarshal.GetReference(rows[..(4 * n)]);
        ref var b = ref Unsafe.Add(ref a, n);
        ref var c = ref Unsafe.Add(ref b, n);
        ref var d = ref Unsafe.Add(ref c, n);
        ref var q = ref MemoryMarshal.GetReference(query);
        var (sumA, sumB, sumC, sumD) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i <= n - 16; i += 16)
        {
            var x = Vector512.LoadUnsafe(ref q, (nuint)i);
            sumA = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i), x, sumA);
            sumB = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref b, (nuint)i), x, sumB);
            sumC = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref c, (nuint)i), x, sumC);
            sumD = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref d, (nuint)i), x, sumD);
        }

        scores[3 * stride] = Finish(sumD, ref d, ref q, i, n);
        scores[2 * stride] = Finish(sumC, ref c, ref q, i, n);
        scores[stride] = Finish(sumB, ref b, ref q, i, n);
        scores[0] = Finish(sumA, ref a, ref q, i, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Finish(Vector512<float> sum, ref float row, ref float query, int from, int to)
    {
        var total = Vector512.Sum(sum);
        for (var i = from; i < to; i++)
        {
            total = MathF.FusedMultiplyAdd(Unsafe.Add(ref row, i), Unsafe.Add(ref query, i), total);
        }

        return total;
    }
}
