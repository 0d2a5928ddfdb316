using System.Buffers;
using System.Runtime.InteropServices;
using Cluster.Imaging.Decoding;

namespace Cluster.Imaging.Resampling;

/// <summary>Pillow's resampling of mode I: as of 8-bit samples, but in double precision, rounded half away from zero after each pass, and clipped to 0..255 at the end.</summary>
internal sealed class WideResampler : TileResampler
{
    private readonly int _width;
    private readonly int _height;
    private readonly (int Width, int Height) _size;
    private readonly PixelWindow _window;
    private readonly Interpolation _filter;
    private readonly double[] _weights;
    private readonly int[] _between;

    public WideResampler(int width, int height, (int Width, int Height) size, PixelWindow window, Interpolation filter)
    {
        (_width, _height, _size, _window, _filter) = (width, height, size, window, filter);
        _weights = ArrayPool<double>.Shared.Rent(Math.Max(AxisWeights.MostTaps(width, size.Width, filter), AxisWeights.MostTaps(height, size.Height, filter)));
        _between = ArrayPool<int>.Shared.Rent(height * window.Width);
    }

    public override void Accept(PixelRows rows, int first, int count)
    {
        for (var x = 0; x < _window.Width; x++)
        {
            var at = _window.X + x;
            var (low, used) = (at, 1);
            _weights[0] = 1;
            if (_size.Width != _width)
            {
                low = AxisWeights.Exact(_width, _size.Width, _filter, at, _weights, out used);
            }

            for (var row = 0; row < count; row++)
            {
                var samples = MemoryMarshal.Cast<byte, ushort>(rows.Row(row, _width * sizeof(ushort))).Slice(low, used);
                var sum = 0.0;
                for (var j = 0; j < used; j++)
                {
                    sum += samples[j] * _weights[j];
                }

                _between[((first + row) * _window.Width) + x] = Round(sum);
            }
        }
    }

    public override void Finish(Span<byte> target)
    {
        for (var y = 0; y < _window.Height; y++)
        {
            var at = _window.Y + y;
            var (low, used) = (at, 1);
            _weights[0] = 1;
            if (_size.Height != _height)
            {
                low = AxisWeights.Exact(_height, _size.Height, _filter, at, _weights, out used);
            }

            for (var x = 0; x < _window.Width; x++)
            {
                var sum = 0.0;
                for (var j = 0; j < used; j++)
                {
                    sum += _between[((low + j) * _window.Width) + x] * _weights[j];
                }

                target[(y * _window.Width) + x] = (byte)Math.Clamp(Round(sum), 0, 255);
            }
        }
    }

    public override void Dispose()
    {
        ArrayPool<double>.Shared.Return(_weights);
        ArrayPool<int>.Shared.Return(_between);
    }

    private static int Round(double value) => (int)(value >= 0 ? Math.Floor(value + 0.5) : -Math.Floor(-value + 0.5));
}
