using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cluster.Imaging.Decoding;

namespace Cluster.Imaging.Resampling;

/// <summary>The pass along rows: four rows at once with 16-bit multiplications where the processor has AVX2, one row with 128-bit vectors elsewhere. Both give the same bits.</summary>
internal static unsafe class HorizontalPass
{
    /// <summary>Bytes that a row of the target has to have room for beyond its last sample: whole vectors are stored.</summary>
    public const int Overrun = 4;

    private const int Half = 1 << (AxisWeights.Precision - 1);
    private const int Rows = 4;
    private const int VectorBytes = 16;

    public static void Run(PixelRows source, int count, int width, int channels, AxisWeights axis, Span<byte> target, int targetStride, bool portable)
    {
        // Loads reach past the weights by less than a vector, and further where a picture is narrower than the filter.
        var rowBytes = width * channels;
        var slack = VectorBytes + (Math.Max(axis.Taps - width, 0) * channels);
        var spare = ArrayPool<byte>.Shared.Rent(Rows * (rowBytes + slack));
        fixed (byte* from = source.Bytes, copy = spare, to = target)
        {
            var pointers = stackalloc byte*[Rows];
            for (var row = 0; row < count; row += Rows)
            {
                var rows = Math.Min(Rows, count - row);
                var reachesPast = ((long)(row + rows - 1) * source.Stride) + rowBytes + slack > source.Bytes.Length;
                for (var i = 0; i < Rows; i++)
                {
                    var taken = row + Math.Min(i, rows - 1);
                    pointers[i] = reachesPast ? copy + ((long)i * (rowBytes + slack)) : from + ((long)taken * source.Stride);
                    if (reachesPast)
                    {
                        source.Row(taken, rowBytes).CopyTo(new(pointers[i], rowBytes));
                    }
                }

                var first = to + ((long)row * targetStride);
                if (Avx2.IsSupported && !portable)
                {
                    // Rows that are not there are stored onto the last one before it.
                    FourRows(pointers, channels, axis, first, targetStride, rows);
                }
                else
                {
                    for (var i = 0; i < rows; i++)
                    {
                        OneRow(pointers[i], channels, axis, first + ((long)i * targetStride));
                    }
                }
            }
        }

        ArrayPool<byte>.Shared.Return(spare);
    }

    // Lanes: two rows to a vector, in each four channels of 32 bits. Two weights at once: 16-bit samples of two pixels, multiplied and added in pairs.
    private static void FourRows(byte** source, int channels, AxisWeights axis, byte* target, int stride, int rows)
    {
        var (near, far) = (Spread(channels, 0), Spread(channels, 2));
        byte* a = source[0], b = source[1], c = source[2], d = source[3];
        var (toB, toC, toD) = ((long)stride * Math.Min(1, rows - 1), (long)stride * Math.Min(2, rows - 1), (long)stride * Math.Min(3, rows - 1));
        var half = Vector256.Create(Half);
        fixed (int* starts = axis.Starts, packed = axis.Packed)
        {
            var weights = packed;
            for (var x = 0; x < axis.Count; x++, target += channels)
            {
                var at = (long)starts[x] * channels;
                var (highAb, lowAb, highCd, lowCd) = (Vector256<int>.Zero, half, Vector256<int>.Zero, half);
                for (var end = weights + axis.Taps; weights < end; weights += 4, at += 4L * channels)
                {
                    var ab = Vector256.Create(Vector128.Load(a + at), Vector128.Load(b + at));
                    var cd = Vector256.Create(Vector128.Load(c + at), Vector128.Load(d + at));
                    var (high, low) = (Vector256.Create(weights[0]).AsInt16(), Vector256.Create(weights[1]).AsInt16());
                    var (nearAb, nearCd) = (Avx2.Shuffle(ab, near).AsInt16(), Avx2.Shuffle(cd, near).AsInt16());
                    highAb += Avx2.MultiplyAddAdjacent(nearAb, high);
                    lowAb += Avx2.MultiplyAddAdjacent(nearAb, low);
                    highCd += Avx2.MultiplyAddAdjacent(nearCd, high);
                    lowCd += Avx2.MultiplyAddAdjacent(nearCd, low);
                    (high, low) = (Vector256.Create(weights[2]).AsInt16(), Vector256.Create(weights[3]).AsInt16());
                    var (farAb, farCd) = (Avx2.Shuffle(ab, far).AsInt16(), Avx2.Shuffle(cd, far).AsInt16());
                    highAb += Avx2.MultiplyAddAdjacent(farAb, high);
                    lowAb += Avx2.MultiplyAddAdjacent(farAb, low);
                    highCd += Avx2.MultiplyAddAdjacent(farCd, high);
                    lowCd += Avx2.MultiplyAddAdjacent(farCd, low);
                }

                var sumAb = ((highAb << AxisWeights.LowBits) + lowAb) >> AxisWeights.Precision;
                var sumCd = ((highCd << AxisWeights.LowBits) + lowCd) >> AxisWeights.Precision;
                var shorts = Avx2.PackSignedSaturate(sumAb, sumCd);
                var bytes = Avx2.PackUnsignedSaturate(shorts, shorts).AsUInt32();
                Unsafe.WriteUnaligned(target + toD, bytes.GetElement(5));
                Unsafe.WriteUnaligned(target + toC, bytes.GetElement(1));
                Unsafe.WriteUnaligned(target + toB, bytes.GetElement(4));
                Unsafe.WriteUnaligned(target, bytes.GetElement(0));
            }
        }
    }

    // Two pixels of up to four channels, side by side by channel, each byte widened to 16 bits by a zero.
    private static Vector256<byte> Spread(int channels, int pixel)
    {
        Span<byte> lane = stackalloc byte[VectorBytes];
        lane.Fill(0x80);
        for (var channel = 0; channel < channels; channel++)
        {
            lane[channel * 4] = (byte)((pixel * channels) + channel);
            lane[(channel * 4) + 2] = (byte)(((pixel + 1) * channels) + channel);
        }

        var half = Vector128.Create<byte>(lane);
        return Vector256.Create(half, half);
    }

    private static void OneRow(byte* source, int channels, AxisWeights axis, byte* target)
    {
        for (var x = 0; x < axis.Count; x++)
        {
            var pixel = source + ((long)axis.Starts[x] * channels);
            var sum = Vector128.Create(Half);
            foreach (var weight in axis.Weights.AsSpan(x * axis.Taps, axis.Taps))
            {
                var samples = Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(pixel)).AsByte())).AsInt32();
                sum += samples * Vector128.Create(weight);
                pixel += channels;
            }

            sum = Vector128.Min(Vector128.Max(sum >> AxisWeights.Precision, Vector128<int>.Zero), Vector128.Create(255));
            for (var channel = 0; channel < channels; channel++)
            {
                target[((long)x * channels) + channel] = (byte)sum[channel];
            }
        }
    }
}
