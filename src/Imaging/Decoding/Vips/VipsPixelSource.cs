using System.Buffers;
using System.Runtime.InteropServices;
using Cluster.Domain.Outcomes;

namespace Cluster.Imaging.Decoding.Vips;

/// <summary>A picture that libvips decodes on the calling thread, row by row where its format allows. The encoded bytes have to stay where they are until it is disposed.</summary>
internal sealed unsafe class VipsPixelSource : PixelSource
{
    private readonly byte* _encoded;
    private readonly int _length;
    private readonly VipsLayout _layout;
    private nint _image;
    private nint _region;
    private byte[]? _converted;
    private byte* _repaired;

    private VipsPixelSource(nint image, VipsLayout layout, byte* encoded, int length, byte* repaired, (int, int)? storedSize)
    {
        _encoded = encoded;
        _repaired = repaired;
        (_image, _layout, _length) = (image, layout, length);
        (Width, Height, Orientation) = (VipsApi.Width(image), VipsApi.Height(image), VipsApi.Orientation(image));
        StoredSize = storedSize ?? (Width, Height);
    }

    public override int Width { get; }

    public override int Height { get; }

    public override int Orientation { get; }

    public override (int Width, int Height) StoredSize { get; }

    public override PixelFormat Format => _layout.Kept;

    /// <summary>Reads the header.</summary>
    public static Failure? TryOpen(byte* encoded, int length, ImageFormat format, int shrink, out PixelSource? source)
    {
        source = null;
        VipsLibrary.Ensure();
        var bytes = new ReadOnlySpan<byte>(encoded, length);
        var tags = format == ImageFormat.Tiff ? TiffTags.Read(bytes) : null;
        if (tags is { IsRead: false })
        {
            return new(FailureKind.UnsupportedFormat, $"A TIFF of compression {tags.Value.Compression}{(tags.Value.IsTiledByPlane ? " in tiles of one plane each" : "")} is not read here; convert it to PNG.");
        }

        var repaired = tags is null ? null : TiffRepair.Copy(encoded, length, tags.Value);
        var image = VipsLoader.Open(repaired is null ? encoded : repaired, length, format, shrink);
        if (image == 0)
        {
            NativeMemory.Free(repaired);
            return tags is { Photometric: TiffTags.Lab } ? NotRead() : DecodeFaults.Explain(bytes);
        }

        if (VipsLayouts.Of(image, format, bytes) is not { } layout)
        {
            VipsApi.Unref(image);
            NativeMemory.Free(repaired);
            return NotRead();
        }

        source = new VipsPixelSource(image, layout, encoded, length, repaired, shrink > 1 && JpegHeader.Read(bytes) is { } header ? (header.Width, header.Height) : null);
        return null;
    }

    public override Failure? Read(int first, int count, out PixelRows rows)
    {
        rows = default;
        if (_region == 0)
        {
            _region = VipsApi.NewRegion(_image);
        }

        VipsRect wanted = new() { Top = first, Width = Width, Height = count };
        if (_region == 0 || VipsApi.Prepare(_region, &wanted) != 0)
        {
            VipsApi.ClearErrors();
            return DecodeFaults.Explain(new(_encoded, _length));
        }

        var region = (VipsRegion*)_region;
        var pixelBytes = _layout.Bands * (_layout.IsWide ? sizeof(ushort) : 1);
        var start = region->Data + ((long)(first - region->Valid.Top) * region->BytesPerLine) - ((long)region->Valid.Left * pixelBytes);
        PixelRows stored = new(new(start, ((count - 1) * region->BytesPerLine) + (Width * pixelBytes)), region->BytesPerLine);
        rows = _layout.IsKeptWhole ? stored : Convert(stored, count, Width * pixelBytes);
        return null;
    }

    public override void Dispose()
    {
        Release(ref _region);
        Release(ref _image);
        NativeMemory.Free(_repaired);
        _repaired = null;
        if (_converted is not null)
        {
            ArrayPool<byte>.Shared.Return(_converted);
            _converted = null;
        }
    }

    private static Failure NotRead() => new(FailureKind.UnsupportedFormat, "The picture's samples are of a kind that is not read here; convert it to 8-bit RGB.");

    private static void Release(ref nint instance)
    {
        if (instance != 0)
        {
            VipsApi.Unref(instance);
            instance = 0;
        }
    }

    private PixelRows Convert(PixelRows stored, int count, int storedBytes)
    {
        var stride = Width * _layout.Kept.BytesPerPixel;
        if (_converted is null || _converted.Length < count * stride)
        {
            ArrayPool<byte>.Shared.Return(_converted ?? []);
            _converted = ArrayPool<byte>.Shared.Rent(count * stride);
        }

        for (var row = 0; row < count; row++)
        {
            _layout.Convert(stored.Row(row, storedBytes), _converted.AsSpan(row * stride, stride));
        }

        return new(_converted.AsSpan(0, count * stride), stride);
    }
}
