using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Imaging.Resampling;

/// <summary>The pass along columns: 32 of them at once with 16-bit multiplications where the processor has AVX2, 16 with 32-bit ones elsewhere. Both give the same bits.</summary>
internal static unsafe class VerticalPass
{
    /// <summary>Bytes that a row is read in at once; rows of the source are padded to a multiple of it.</summary>
    public const int Block = 32;

    private const int Half = 1 << (AxisWeights.Precision - 1);

    /// <summary>Rows of <paramref name="rowBytes"/> bytes; <paramref name="source"/> begins at the input row <paramref name="firstRow"/>.</summary>
    public static void Run(ReadOnlySpan<byte> source, int stride, int firstRow, int rows, int rowBytes, AxisWeights axis, Span<byte> target, bool portable)
    {
        var rest = stackalloc byte[Block];
        fixed (byte* from = source, to = target)
        {
            for (var y = 0; y < axis.Count; y++)
            {
                var top = from + ((long)(axis.Starts[y] - firstRow) * stride);

                // Beyond the last row that there is, weights are zero.
                var taps = Math.Min(axis.Taps, firstRow + rows - axis.Starts[y]);
                for (var x = 0; x < rowBytes; x += Block)
                {
                    var whole = x + Block <= rowBytes;
                    var block = whole ? to + ((long)y * rowBytes) + x : rest;
                    if (Avx2.IsSupported && !portable)
                    {
                        Columns(top + x, stride, axis.Packed.AsSpan(y * axis.Taps, axis.Taps), taps, block);
                    }
                    else
                    {
                        HalfOfColumns(top + x, stride, axis.Weights.AsSpan(y * axis.Taps, taps), block);
                        HalfOfColumns(top + x + (Block / 2), stride, axis.Weights.AsSpan(y * axis.Taps, taps), block + (Block / 2));
                    }

                    if (!whole)
                    {
                        new ReadOnlySpan<byte>(rest, rowBytes - x).CopyTo(target.Slice((y * rowBytes) + x));
                    }
                }
            }
        }
    }

    // Two rows at once: their bytes interleaved, widened by zeros, multiplied and added in pairs. Packing undoes the order that unpacking made.
    private static void Columns(byte* column, int stride, ReadOnlySpan<int> packed, int taps, byte* target)
    {
        var half = Vector256.Create(Half);
        var (highA, highB, highC, highD) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        var (lowA, lowB, lowC, lowD) = (half, half, half, half);
        for (var j = 0; j < taps; j += 2)
        {
            var even = Vector256.Load(column);
            var odd = j + 1 < taps ? Vector256.Load(column + stride) : Vector256<byte>.Zero;
            column += 2L * stride;
            var (high, low) = (Vector256.Create(packed[j]).AsInt16(), Vector256.Create(packed[j + 1]).AsInt16());
            var (lower, upper) = (Avx2.UnpackLow(even, odd), Avx2.UnpackHigh(even, odd));
            var (a, b) = (Avx2.UnpackLow(lower, Vector256<byte>.Zero).AsInt16(), Avx2.UnpackHigh(lower, Vector256<byte>.Zero).AsInt16());
            var (c, d) = (Avx2.UnpackLow(upper, Vector256<byte>.Zero).AsInt16(), Avx2.UnpackHigh(upper, Vector256<byte>.Zero).AsInt16());
            highA += Avx2.MultiplyAddAdjacent(a, high);
            highB += Avx2.MultiplyAddAdjacent(b, high);
            highC += Avx2.MultiplyAddAdjacent(c, high);
            highD += Avx2.MultiplyAddAdjacent(d, high);
            lowA += Avx2.MultiplyAddAdjacent(a, low);
            lowB += Avx2.MultiplyAddAdjacent(b, low);
            lowC += Avx2.MultiplyAddAdjacent(c, low);
            lowD += Avx2.MultiplyAddAdjacent(d, low);
        }

        var left = Avx2.PackSignedSaturate(Sum(highA, lowA), Sum(highB, lowB));
        var right = Avx2.PackSignedSaturate(Sum(highC, lowC), Sum(highD, lowD));
        Avx2.PackUnsignedSaturate(left, right).Store(target);
    }

    private static Vector256<int> Sum(Vector256<int> high, Vector256<int> low) => ((high << AxisWeights.LowBits) + low) >> AxisWeights.Precision;

    private static void HalfOfColumns(byte* column, int stride, ReadOnlySpan<int> weights, byte* target)
    {
        var (a, b) = (Vector256.Create(Half), Vector256.Create(Half));
        foreach (var weight in weights)
        {
            var samples = Vector256.WidenLower(Vector128.Load(column).ToVector256Unsafe());
            var factor = Vector256.Create(weight);
            a += Vector256.WidenLower(samples).AsInt32() * factor;
            b += Vector256.WidenUpper(samples).AsInt32() * factor;
            column += stride;
        }

        var top = Vector256.Create(255);
        a = Vector256.Min(Vector256.Max(a >> AxisWeights.Precision, Vector256<int>.Zero), top);
        b = Vector256.Min(Vector256.Max(b >> AxisWeights.Precision, Vector256<int>.Zero), top);
        var shorts = Vector256.Narrow(a, b).AsUInt16();
        Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).Store(target);
    }
}
