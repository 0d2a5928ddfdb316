using System.Buffers;

namespace Cluster.Imaging.Resampling;

/// <summary>Pillow's NEAREST: the sample under the centre of each output pixel. Coordinates are added up, not multiplied, as it does.</summary>
internal static class NearestResampler
{
    public static void Resize(ReadOnlySpan<byte> source, int width, int height, int bands, (int Width, int Height) size, PixelWindow window, Span<byte> target)
    {
        var columns = ArrayPool<int>.Shared.Rent(size.Width);
        var rows = ArrayPool<int>.Shared.Rent(size.Height);
        Fill(columns, width, size.Width);
        Fill(rows, height, size.Height);
        var at = 0;
        for (var y = window.Y; y < window.Y + window.Height; y++)
        {
            var line = source.Slice(rows[y] * width * bands, width * bands);
            for (var x = window.X; x < window.X + window.Width; x++, at += bands)
            {
                line.Slice(columns[x] * bands, bands).CopyTo(target[at..]);
            }
        }

        ArrayPool<int>.Shared.Return(columns);
        ArrayPool<int>.Shared.Return(rows);
    }

    private static void Fill(int[] samples, int input, int output)
    {
        var step = (double)input / output;
        var at = step * 0.5;
        for (var i = 0; i < output; i++, at += step)
        {
            samples[i] = Math.Min((int)at, input - 1);
        }
    }
}
