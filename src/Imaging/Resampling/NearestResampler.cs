using System.Buffers;
using Cluster.Imaging.Decoding;

namespace Cluster.Imaging.Resampling;

/// <summary>Pillow's NEAREST: the sample under the centre of each output pixel. Coordinates are added up, not multiplied, as it does. Rows come in strips.</summary>
internal sealed class NearestResampler : TileResampler
{
    private readonly PixelWindow _window;
    private readonly int _width;
    private readonly int _bands;
    private readonly int[] _columns;
    private readonly int[] _rows;
    private readonly byte[] _kept;
    private int _next;

    public NearestResampler(int width, int height, int bands, (int Width, int Height) size, PixelWindow window)
    {
        (_window, _width, _bands) = (window, width, bands);
        _columns = Samples(width, size.Width);
        _rows = Samples(height, size.Height);
        _kept = ArrayPool<byte>.Shared.Rent(window.Width * window.Height * bands);
    }

    public override void Accept(PixelRows rows, int first, int count)
    {
        for (; _next < _window.Height && _rows[_window.Y + _next] < first + count; _next++)
        {
            var line = rows.Row(_rows[_window.Y + _next] - first, _width * _bands);
            var to = _kept.AsSpan(_next * _window.Width * _bands, _window.Width * _bands);
            for (var x = 0; x < _window.Width; x++)
            {
                line.Slice(_columns[_window.X + x] * _bands, _bands).CopyTo(to[(x * _bands)..]);
            }
        }
    }

    public override void Finish(Span<byte> target) => _kept.AsSpan(0, _window.Width * _window.Height * _bands).CopyTo(target);

    public override void Dispose()
    {
        ArrayPool<int>.Shared.Return(_columns);
        ArrayPool<int>.Shared.Return(_rows);
        ArrayPool<byte>.Shared.Return(_kept);
    }

    private static int[] Samples(int input, int output)
    {
        var samples = ArrayPool<int>.Shared.Rent(output);
        var step = (double)input / output;
        var at = step * 0.5;
        for (var i = 0; i < output; i++, at += step)
        {
            samples[i] = Math.Min((int)at, input - 1);
        }

        return samples;
    }
}
