using System.Buffers;
using Cluster.Domain.Outcomes;

namespace Cluster.Imaging.Decoding;

/// <summary>Another picture turned upright by its EXIF orientation. The whole picture is decoded at the first read. Owns the other one.</summary>
internal sealed class UprightSource(PixelSource stored) : PixelSource
{
    private byte[]? _upright;

    public override int Width => SwapsSides ? stored.Height : stored.Width;

    public override int Height => SwapsSides ? stored.Width : stored.Height;

    public override (int Width, int Height) StoredSize => stored.StoredSize;

    public override PixelFormat Format => stored.Format;

    private bool SwapsSides => stored.Orientation >= 5;

    public override Failure? Read(int first, int count, out PixelRows rows)
    {
        rows = default;
        var stride = Width * Format.BytesPerPixel;
        if (_upright is null)
        {
            _upright = ArrayPool<byte>.Shared.Rent(Height * stride);
            for (var y = 0; y < stored.Height; y += Strips.Rows(stored))
            {
                var strip = Math.Min(Strips.Rows(stored), stored.Height - y);
                if (stored.Read(y, strip, out var part) is { } failure)
                {
                    return failure;
                }

                for (var row = 0; row < strip; row++)
                {
                    Place(part.Row(row, stored.Width * Format.BytesPerPixel), y + row);
                }
            }
        }

        rows = new(_upright.AsSpan(first * stride, count * stride), stride);
        return null;
    }

    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_upright ?? []);
        _upright = null;
        stored.Dispose();
    }

    // EXIF 2.3, tag 0x0112: 2 mirrored, 3 half a turn, 4 upside down, 5 transposed, 6 to be turned clockwise, 7 transversed, 8 counter-clockwise.
    private void Place(ReadOnlySpan<byte> line, int y)
    {
        var (width, height, size) = (stored.Width, stored.Height, Format.BytesPerPixel);
        var (start, step) = stored.Orientation switch
        {
            2 => ((y * width) + width - 1, -1),
            3 => (((height - 1 - y) * width) + width - 1, -1),
            4 => ((height - 1 - y) * width, 1),
            5 => (y, height),
            6 => (height - 1 - y, height),
            7 => (((width - 1) * height) + height - 1 - y, -height),
            8 => (((width - 1) * height) + y, -height),
            _ => (y * width, 1),
        };
        for (int x = 0, at = start; x < width; x++, at += step)
        {
            line.Slice(x * size, size).CopyTo(_upright.AsSpan(at * size));
        }
    }
}
