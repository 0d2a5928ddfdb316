using System.Buffers;
using Cluster.Imaging.Decoding;

namespace Cluster.Imaging.Resampling;

/// <summary>
/// Pillow's separable resampling of 8-bit samples, bit for bit: horizontal pass, rounded to uint8, vertical pass; a pass that changes no size is
/// skipped. Rows come in strips, from the top; only what the window needs is computed.
/// </summary>
internal sealed class PillowResampler : TileResampler
{
    private readonly int _width;
    private readonly int _channels;
    private readonly PixelWindow _window;
    private readonly bool _portable;
    private readonly AxisWeights? _horizontal;
    private readonly AxisWeights? _vertical;
    private readonly int _firstRow;
    private readonly int _rows;
    private readonly int _stride;
    private readonly byte[] _between;

    /// <summary>Brings the whole picture to <paramref name="size"/>, of which <paramref name="window"/> is wanted. <paramref name="portable"/> does without the instructions of one kind of processor.</summary>
    public PillowResampler(
        int width, int height, int channels, (int Width, int Height) size, PixelWindow window, Interpolation filter, bool portable = false)
    {
        (_width, _channels, _window, _portable) = (width, channels, window, portable);
        _horizontal = size.Width == width ? null : AxisWeights.Compute(width, size.Width, filter, window.X, window.Width);
        _vertical = size.Height == height ? null : AxisWeights.Compute(height, size.Height, filter, window.Y, window.Height);
        (_firstRow, _rows) = (window.Y, window.Height);
        if (_vertical is not null)
        {
            _firstRow = _vertical.Starts[0];
            _rows = Math.Min(_vertical.Starts[window.Height - 1] + _vertical.Taps, height) - _firstRow;
        }

        _stride = ((window.Width * channels) + HorizontalPass.Overrun + VerticalPass.Block - 1) / VerticalPass.Block * VerticalPass.Block;
        _between = ArrayPool<byte>.Shared.Rent(_rows * _stride);
    }

    public override void Accept(PixelRows rows, int first, int count)
    {
        var from = Math.Max(first, _firstRow);
        var taken = Math.Min(first + count, _firstRow + _rows) - from;
        if (taken <= 0)
        {
            return;
        }

        PixelRows needed = new(rows.Bytes[((from - first) * rows.Stride)..], rows.Stride);
        var target = _between.AsSpan((from - _firstRow) * _stride);
        if (_horizontal is not null)
        {
            HorizontalPass.Run(needed, taken, _width, _channels, _horizontal, target, _stride, _portable);
            return;
        }

        for (var row = 0; row < taken; row++)
        {
            needed.Row(row, _width * _channels).Slice(_window.X * _channels, _window.Width * _channels).CopyTo(target[(row * _stride)..]);
        }
    }

    public override void Finish(Span<byte> target)
    {
        var rowBytes = _window.Width * _channels;
        if (_vertical is not null)
        {
            VerticalPass.Run(_between, _stride, _firstRow, _rows, rowBytes, _vertical, target, _portable);
            return;
        }

        for (var row = 0; row < _rows; row++)
        {
            _between.AsSpan(row * _stride, rowBytes).CopyTo(target[(row * rowBytes)..]);
        }
    }

    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_between);
        _horizontal?.Dispose();
        _vertical?.Dispose();
    }
}
