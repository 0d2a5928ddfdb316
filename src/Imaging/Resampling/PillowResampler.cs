using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Imaging.Resampling;

/// <summary>
/// Resizes 8-bit RGB exactly as Pillow does: horizontal pass, rounded and clamped to 8 bits, then vertical pass. Only the part of the result that
/// the crop shows is computed.
/// </summary>
internal sealed class PillowResampler
{
    private const int Channels = 3;
    private const int Half = 1 << (FilterTable.Precision - 1);
    private const int MaxTables = 1_024;
    private readonly ConcurrentDictionary<(int Input, int Output, Interpolation Interpolation), FilterTable> _tables = new();

    /// <summary>Resizes <paramref name="source"/> to <paramref name="size"/> and writes the rectangle <paramref name="crop"/> of the result.</summary>
    public void Resize(PixelView source, (int Width, int Height) size, CropRectangle crop, Interpolation interpolation, Span<byte> output)
    {
        if (size.Height == source.Height)
        {
            Horizontal(source, crop.Top, crop.Height, size.Width, crop, interpolation, output);
            return;
        }

        var table = Table(source.Height, size.Height, interpolation);
        var last = crop.Top + crop.Height - 1;
        var firstRow = table.First[crop.Top];
        var rows = table.First[last] + table.Count[last] - firstRow;
        var stride = crop.Width * Channels;
        var between = ArrayPool<byte>.Shared.Rent(rows * stride);
        Horizontal(source, firstRow, rows, size.Width, crop, interpolation, between);
        for (var y = 0; y < crop.Height; y++)
        {
            var i = crop.Top + y;
            MixRows(
                between.AsSpan((table.First[i] - firstRow) * stride), stride, table.Weights.AsSpan(i * table.Stride, table.Count[i]), output.Slice(y * stride, stride));
        }

        ArrayPool<byte>.Shared.Return(between);
    }

    private FilterTable Table(int input, int output, Interpolation interpolation)
    {
        if (_tables.Count > MaxTables)
        {
            // Photographs come in few sizes; a corpus of odd ones must not fill the memory.
            _tables.Clear();
        }

        return _tables.GetOrAdd((input, output, interpolation), static key => FilterTable.For(key.Input, key.Output, key.Interpolation));
    }

    private void Horizontal(PixelView source, int firstRow, int rows, int width, CropRectangle crop, Interpolation interpolation, Span<byte> output)
    {
        var stride = crop.Width * Channels;
        if (width == source.Width)
        {
            for (var y = 0; y < rows; y++)
            {
                source.Row(firstRow + y).Slice(crop.Left * Channels, stride).CopyTo(output[(y * stride)..]);
            }

            return;
        }

        var table = Table(source.Width, width, interpolation);
        for (var y = 0; y < rows; y++)
        {
            MixPixels(source.Row(firstRow + y), table, crop, output.Slice(y * stride, stride));
        }
    }

    /// <summary>One row of the horizontal pass: four lanes hold a pixel (the fourth is not used).</summary>
    private static void MixPixels(ReadOnlySpan<byte> row, FilterTable table, CropRectangle crop, Span<byte> output)
    {
        ref var pixels = ref MemoryMarshal.GetReference(row);
        for (var x = 0; x < crop.Width; x++)
        {
            var i = crop.Left + x;
            var first = table.First[i];
            var weights = table.Weights.AsSpan(i * table.Stride, table.Count[i]);
            var sum = Vector128.Create(Half);

            // A pixel is read as four bytes; the last pixel of a row has no fourth.
            var wide = Math.Min(weights.Length, (row.Length - 4) / Channels - first + 1);
            var j = 0;
            for (; j < wide; j++)
            {
                var four = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref pixels, (first + j) * Channels))).AsByte();
                sum += Vector128.WidenLower(Vector128.WidenLower(four)).AsInt32() * Vector128.Create(weights[j]);
            }

            for (; j < weights.Length; j++)
            {
                var at = (first + j) * Channels;
                sum += Vector128.Create((int)row[at], row[at + 1], row[at + 2], 0) * Vector128.Create(weights[j]);
            }

            var values = Vector128.Min(Vector128.Max(sum >> FilterTable.Precision, Vector128<int>.Zero), Vector128.Create(255));
            output[x * Channels] = (byte)values[0];
            output[(x * Channels) + 1] = (byte)values[1];
            output[(x * Channels) + 2] = (byte)values[2];
        }
    }

    /// <summary>One row of the vertical pass: eight bytes of a row at a time.</summary>
    private static void MixRows(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> weights, Span<byte> output)
    {
        ref var pixels = ref MemoryMarshal.GetReference(rows);
        var x = 0;
        for (; x <= stride - 8; x += 8)
        {
            var sum = Vector256.Create(Half);
            for (var j = 0; j < weights.Length; j++)
            {
                var eight = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref pixels, (j * stride) + x))).AsByte();
                sum += Vector256.WidenLower(Vector128.WidenLower(eight).ToVector256Unsafe()).AsInt32() * Vector256.Create(weights[j]);
            }

            var values = Vector256.Min(Vector256.Max(sum >> FilterTable.Precision, Vector256<int>.Zero), Vector256.Create(255));
            var packed = Vector256.Narrow(Vector256.Narrow(values.AsUInt32(), Vector256<uint>.Zero), Vector256<ushort>.Zero);
            Unsafe.WriteUnaligned(ref output[x], packed.AsUInt64()[0]);
        }

        for (; x < stride; x++)
        {
            var sum = Half;
            for (var j = 0; j < weights.Length; j++)
            {
                sum += rows[(j * stride) + x] * weights[j];
            }

            output[x] = (byte)Math.Clamp(sum >> FilterTable.Precision, 0, 255);
        }
    }
}
