using System.Buffers;
using Cluster.Domain.Outcomes;

namespace Cluster.Imaging.Decoding.Gif;

/// <summary>
/// A GIF's first frame in Pillow's reading: palette indices kept through transparency, grey when the palette is the grey ramp. libvips clears the
/// colour of transparent pixels, which the references show.
/// </summary>
internal sealed unsafe class GifPixelSource : PixelSource
{
    private readonly byte* _encoded;
    private readonly int _length;
    private readonly GifFrame _frame;
    private byte[]? _canvas;
    private byte[]? _colours;

    private GifPixelSource(byte* encoded, int length, GifFrame frame)
    {
        _encoded = encoded;
        (_length, _frame) = (length, frame);
        Format = IsGreyRamp() ? new(PixelKind.Plain, 1) : new(PixelKind.Indexed, 3);
    }

    public override int Width => _frame.Width;

    public override int Height => _frame.Height;

    public override PixelFormat Format { get; }

    private ReadOnlySpan<byte> Encoded => new(_encoded, _length);

    /// <summary>Reads the header.</summary>
    public static Failure? TryOpen(byte* encoded, int length, out PixelSource? source)
    {
        var frame = GifFrame.Read(new(encoded, length));
        source = frame is null ? null : new GifPixelSource(encoded, length, frame.Value);
        return frame is null ? DecodeFaults.Explain(new(encoded, length)) : null;
    }

    public override Failure? Read(int first, int count, out PixelRows rows)
    {
        rows = default;
        if (_canvas is null && Decode() is { } failure)
        {
            return failure;
        }

        var indices = _canvas.AsSpan(first * Width, count * Width);
        if (Format.Bands == 1)
        {
            rows = new(indices, Width);
            return null;
        }

        _colours ??= ArrayPool<byte>.Shared.Rent(count * Width * 3);
        var palette = Encoded.Slice(_frame.Palette, _frame.Colours * 3);
        for (int i = 0, to = 0; i < indices.Length; i++, to += 3)
        {
            // An index beyond the palette shows as grey: Pillow's palettes begin as the grey ramp.
            var index = indices[i];
            var known = index < _frame.Colours;
            _colours[to] = known ? palette[index * 3] : index;
            _colours[to + 1] = known ? palette[(index * 3) + 1] : index;
            _colours[to + 2] = known ? palette[(index * 3) + 2] : index;
        }

        rows = new(_colours.AsSpan(0, count * Width * 3), Width * 3);
        return null;
    }

    public override void Dispose()
    {
        Return(ref _canvas);
        Return(ref _colours);
    }

    private static void Return(ref byte[]? array)
    {
        if (array is not null)
        {
            ArrayPool<byte>.Shared.Return(array);
            array = null;
        }
    }

    private Failure? Decode()
    {
        _canvas = ArrayPool<byte>.Shared.Rent(Width * Height);
        var canvas = _canvas.AsSpan(0, Width * Height);
        canvas.Fill(_frame.Background);
        return new GifLzw(Encoded, canvas, _frame).Decode() ? null : DecodeFaults.Explain(Encoded);
    }

    private bool IsGreyRamp()
    {
        var palette = Encoded.Slice(_frame.Palette, _frame.Colours * 3);
        for (var i = 0; i < palette.Length; i++)
        {
            if (palette[i] != i / 3)
            {
                return false;
            }
        }

        return true;
    }
}
