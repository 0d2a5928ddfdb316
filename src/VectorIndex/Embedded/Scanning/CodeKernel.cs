using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>Vectors rounded to signed 8 bits, each with a step of its own, and their inner products in whole numbers.</summary>
/// <remarks>Compiled at full strength at once: the first query of a process takes as long as the second.</remarks>
internal static class CodeKernel
{
    /// <summary>Rounds a vector to -127..127 steps; returns the step (largest magnitude / 127).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Quantise(ReadOnlySpan<float> vector, Span<sbyte> codes)
    {
        var largest = MathF.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (!(largest > 0))
        {
            codes.Clear();
            return 0;
        }

        var perUnit = 127 / largest;
        ref var from = ref MemoryMarshal.GetReference(vector);
        ref var to = ref MemoryMarshal.GetReference(codes[..vector.Length]);
        var i = 0;
        for (; i <= vector.Length - 64; i += 64)
        {
            var low = Vector512.Narrow(Round(ref from, i, perUnit), Round(ref from, i + 16, perUnit));
            var high = Vector512.Narrow(Round(ref from, i + 32, perUnit), Round(ref from, i + 48, perUnit));
            Vector512.Narrow(low, high).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < vector.Length; i++)
        {
            codes[i] = (sbyte)MathF.Round(vector[i] * perUnit);
        }

        return largest / 127;
    }

    /// <summary>The inner product of a row's codes with the query's, which are widened beforehand to 16 bits.</summary>
    /// <remarks>A product pair is at most 2 x 127 x 127, a sum over 65,536 dimensions at most 1.06e9: neither overflows 32 bits.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Dot(ReadOnlySpan<sbyte> row, ReadOnlySpan<short> query)
    {
        ref var a = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(query);
        var i = 0;
        var total = 0;
        if (Avx512BW.IsSupported)
        {
            var (first, second) = (Vector512<int>.Zero, Vector512<int>.Zero);
            for (; i <= row.Length - 64; i += 64)
            {
                ReadAhead.Touch(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref a, i)));
                var low = Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref a, (nuint)i));
                var high = Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref a, (nuint)(i + 32)));
                first += Avx512BW.MultiplyAddAdjacent(low, Vector512.LoadUnsafe(ref q, (nuint)i));
                second += Avx512BW.MultiplyAddAdjacent(high, Vector512.LoadUnsafe(ref q, (nuint)(i + 32)));
            }

            total = Vector512.Sum(first + second);
        }
        else if (Avx2.IsSupported)
        {
            var (first, second) = (Vector256<int>.Zero, Vector256<int>.Zero);
            for (; i <= row.Length - 32; i += 32)
            {
                var low = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref a, (nuint)i));
                var high = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref a, (nuint)(i + 16)));
                first += Avx2.MultiplyAddAdjacent(low, Vector256.LoadUnsafe(ref q, (nuint)i));
                second += Avx2.MultiplyAddAdjacent(high, Vector256.LoadUnsafe(ref q, (nuint)(i + 16)));
            }

            total = Vector256.Sum(first + second);
        }

        for (; i < row.Length; i++)
        {
            total += row[i] * query[i];
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Round(ref float from, int offset, float perUnit) =>
        Vector512.ConvertToInt32(Vector512.Round(Vector512.LoadUnsafe(ref from, (nuint)offset) * perUnit));
}
