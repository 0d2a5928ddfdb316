using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cluster.Imaging.Resampling;

/// <summary>
/// Pillow's separable resampling, bit for bit: horizontal pass, rounded to uint8, vertical pass; a pass that changes no size is skipped.
/// Only what the window needs is computed. The vector and the portable path give the same bits.
/// </summary>
internal static class PillowResampler
{
    private const int Half = 1 << (ResampleTable.Precision - 1);

    /// <summary>Resizes <paramref name="source"/> (height x width x channels) to <paramref name="size"/> and writes the part inside <paramref name="window"/>, tightly packed.</summary>
    public static void Resize(
        ReadOnlySpan<byte> source, int width, int height, int channels, (int Width, int Height) size, PixelWindow window,
        Interpolation filter, Span<byte> target, bool portable = false)
    {
        var vectors = !portable && Vector128.IsHardwareAccelerated;
        var vertical = size.Height == height ? null : ResampleTable.Get(height, size.Height, filter);
        var (firstRow, rows) = RowsNeeded(vertical, window);
        var rowBytes = window.Width * channels;
        if (size.Width == width)
        {
            if (vertical is null)
            {
                CopyWindow(source, width * channels, window.X * channels, window.Y, rowBytes, window.Height, target);
                return;
            }

            Vertical(source[(window.X * channels)..], width * channels, 0, rowBytes, window, vertical, target, vectors);
            return;
        }

        var table = ResampleTable.Get(width, size.Width, filter);
        if (vertical is null)
        {
            Horizontal(source, width, channels, firstRow, rows, window, table, target, vectors);
            return;
        }

        var between = ArrayPool<byte>.Shared.Rent(rows * rowBytes);
        Horizontal(source, width, channels, firstRow, rows, window, table, between, vectors);
        Vertical(between, rowBytes, firstRow, rowBytes, window, vertical, target, vectors);
        ArrayPool<byte>.Shared.Return(between);
    }

    private static (int First, int Count) RowsNeeded(ResampleTable? vertical, PixelWindow window)
    {
        if (vertical is null)
        {
            return (window.Y, window.Height);
        }

        var last = window.Y + window.Height - 1;
        var first = vertical.Starts[window.Y];
        return (first, vertical.Starts[last] + vertical.Counts[last] - first);
    }

    private static void CopyWindow(ReadOnlySpan<byte> source, int stride, int x, int y, int rowBytes, int rows, Span<byte> target)
    {
        for (var row = 0; row < rows; row++)
        {
            source.Slice(((y + row) * stride) + x, rowBytes).CopyTo(target[(row * rowBytes)..]);
        }
    }

    private static void Horizontal(
        ReadOnlySpan<byte> source, int width, int channels, int firstRow, int rows, PixelWindow window, ResampleTable table, Span<byte> target, bool vectors)
    {
        var at = 0;
        for (var row = 0; row < rows; row++)
        {
            var rowStart = (firstRow + row) * width * channels;
            for (var x = window.X; x < window.X + window.Width; x++, at += channels)
            {
                var start = rowStart + (table.Starts[x] * channels);
                var weights = table.Weights.AsSpan(x * table.Stride, table.Counts[x]);

                // A vector load takes four bytes for a pixel of three: not at the very end of the picture.
                if (vectors && channels >= 3 && start + (weights.Length * channels) + 1 <= source.Length)
                {
                    PixelByVectors(source[start..], channels, weights, target.Slice(at, channels));
                    continue;
                }

                for (var channel = 0; channel < channels; channel++)
                {
                    var sum = Half;
                    for (var j = 0; j < weights.Length; j++)
                    {
                        sum += weights[j] * source[start + (j * channels) + channel];
                    }

                    target[at + channel] = Clamp(sum);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void PixelByVectors(ReadOnlySpan<byte> source, int channels, ReadOnlySpan<int> weights, Span<byte> target)
    {
        var sum = Vector128.Create(Half);
        fixed (byte* pixels = source)
        {
            var pixel = pixels;
            foreach (var weight in weights)
            {
                var samples = Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(pixel)).AsByte())).AsInt32();
                sum += samples * Vector128.Create(weight);
                pixel += channels;
            }
        }

        sum = Vector128.Min(Vector128.Max(sum >> ResampleTable.Precision, Vector128<int>.Zero), Vector128.Create(255));
        for (var channel = 0; channel < channels; channel++)
        {
            target[channel] = (byte)sum[channel];
        }
    }

    private static unsafe void Vertical(
        ReadOnlySpan<byte> source, int stride, int firstRow, int rowBytes, PixelWindow window, ResampleTable table, Span<byte> target, bool vectors)
    {
        fixed (byte* from = source, to = target)
        {
            for (var y = 0; y < window.Height; y++)
            {
                var weights = table.Weights.AsSpan((window.Y + y) * table.Stride, table.Counts[window.Y + y]);
                var top = from + ((long)(table.Starts[window.Y + y] - firstRow) * stride);
                var line = to + ((long)y * rowBytes);
                var x = 0;
                for (; vectors && x + 16 <= rowBytes; x += 16)
                {
                    SixteenByVectors(top + x, stride, weights, line + x);
                }

                for (; x < rowBytes; x++)
                {
                    var sum = Half;
                    for (var j = 0; j < weights.Length; j++)
                    {
                        sum += weights[j] * top[((long)j * stride) + x];
                    }

                    line[x] = Clamp(sum);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void SixteenByVectors(byte* column, int stride, ReadOnlySpan<int> weights, byte* target)
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
        a = Vector256.Min(Vector256.Max(a >> ResampleTable.Precision, Vector256<int>.Zero), top);
        b = Vector256.Min(Vector256.Max(b >> ResampleTable.Precision, Vector256<int>.Zero), top);
        var shorts = Vector256.Narrow(a, b).AsUInt16();
        Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).Store(target);
    }

    private static byte Clamp(int sum) => (byte)Math.Clamp(sum >> ResampleTable.Precision, 0, 255);
}
