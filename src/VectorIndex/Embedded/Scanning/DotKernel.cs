using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>Inner products in float32, always summed in the same order, so that a score never depends on where a row lies.</summary>
/// <remarks>
/// A scan is bound by memory. Rows are read one behind the other and each to its end; what lies a page ahead is asked for already, as the processor's own
/// read-ahead ends with each page of 4 KiB. Four sums in flight hide the latency of a multiply-add. Compiled at full strength at once: the first query of
/// a process takes as long as the second.
/// </remarks>
internal static class DotKernel
{
    /// <summary>The inner product of two vectors of the same length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> query)
    {
        ref var a = ref MemoryMarshal.GetReference(row[..query.Length]);
        ref var q = ref MemoryMarshal.GetReference(query);
        var (first, second, third, fourth) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i <= query.Length - 64; i += 64)
        {
            ReadAhead.TouchFour(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref a, i)));
            first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i), Vector512.LoadUnsafe(ref q, (nuint)i), first);
            second = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i + 16), Vector512.LoadUnsafe(ref q, (nuint)i + 16), second);
            third = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i + 32), Vector512.LoadUnsafe(ref q, (nuint)i + 32), third);
            fourth = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i + 48), Vector512.LoadUnsafe(ref q, (nuint)i + 48), fourth);
        }

        for (; i <= query.Length - 16; i += 16)
        {
            first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i), Vector512.LoadUnsafe(ref q, (nuint)i), first);
        }

        var total = Vector512.Sum(first + second + (third + fourth));
        for (; i < query.Length; i++)
        {
            total = MathF.FusedMultiplyAdd(Unsafe.Add(ref a, i), Unsafe.Add(ref q, i), total);
        }

        return total;
    }
}
