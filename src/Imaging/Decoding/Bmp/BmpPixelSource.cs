using System.Buffers;
using Cluster.Domain.Outcomes;

namespace Cluster.Imaging.Decoding.Bmp;

/// <summary>BMP, which this libvips does not read, with the modes that Pillow gives its kinds.</summary>
internal sealed unsafe class BmpPixelSource : PixelSource
{
    private readonly byte* _encoded;
    private readonly int _length;
    private readonly BmpHeader _header;
    private byte[]? _rows;
    private byte[]? _indices;

    private BmpPixelSource(byte* encoded, int length, BmpHeader header, PixelFormat format)
    {
        _encoded = encoded;
        (_length, _header, Format) = (length, header, format);
    }

    public override int Width => _header.Width;

    public override int Height => _header.Height;

    public override PixelFormat Format { get; }

    private ReadOnlySpan<byte> Encoded => new(_encoded, _length);

    private bool IsRunLength => _header.Compression is 1 or 2;

    /// <summary>Reads the header.</summary>
    public static Failure? TryOpen(byte* encoded, int length, out PixelSource? source)
    {
        source = null;
        ReadOnlySpan<byte> bytes = new(encoded, length);
        if (BmpHeader.Read(bytes) is not { } header)
        {
            return length < 54
                ? new(FailureKind.Truncated, "The file ends inside the BMP header; fetch it again.")
                : new(FailureKind.UnsupportedFormat, "The BMP header is of a kind that is not read here; convert it to PNG.");
        }

        if (header.Width <= 0 || header.Height <= 0)
        {
            return new(FailureKind.NotAnImage, "The BMP header announces no pixels; replace the file.");
        }

        if (BmpColours.FormatOf(header, bytes) is not { } format)
        {
            return new(FailureKind.UnsupportedFormat, $"A BMP of {header.Bits} bits in compression {header.Compression} is not read here; convert it to PNG.");
        }

        source = new BmpPixelSource(encoded, length, header, format);
        return null;
    }

    public override Failure? Read(int first, int count, out PixelRows rows)
    {
        rows = default;
        if (IsRunLength && _indices is null)
        {
            _indices = ArrayPool<byte>.Shared.Rent(Width * Height);
            if (!BmpRle.Decode(Encoded, Math.Clamp(_header.Data, 0, _length), Width, _header.Compression == 2, _indices.AsSpan(0, Width * Height)))
            {
                return EndsEarly();
            }
        }

        var rowBytes = Width * Format.BytesPerPixel;
        _rows ??= ArrayPool<byte>.Shared.Rent(count * rowBytes);
        for (var row = 0; row < count; row++)
        {
            var stored = Stored(first + row);
            if (stored.IsEmpty)
            {
                return EndsEarly();
            }

            BmpColours.Convert(stored, _header, IsRunLength ? 8 : _header.Bits, Encoded, Format, _rows.AsSpan(row * rowBytes, rowBytes));
        }

        rows = new(_rows.AsSpan(0, count * rowBytes), rowBytes);
        return null;
    }

    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_rows ?? []);
        ArrayPool<byte>.Shared.Return(_indices ?? []);
        (_rows, _indices) = (null, null);
    }

    private static Failure EndsEarly() => new(FailureKind.Truncated, "The file ends before the picture does; fetch it again.");

    private ReadOnlySpan<byte> Stored(int row)
    {
        var index = _header.IsTopDown ? row : Height - 1 - row;
        if (IsRunLength)
        {
            return _indices.AsSpan(index * Width, Width);
        }

        var start = _header.Data + (index * _header.Stride);
        var used = (((long)Width * _header.Bits) + 7) / 8;
        return start < 0 || start + used > _length ? default : Encoded.Slice((int)start, (int)used);
    }
}
