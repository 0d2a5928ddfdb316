using Cluster.Domain.Outcomes;
using Cluster.Imaging.Decoding.Bmp;
using Cluster.Imaging.Decoding.Gif;
using Cluster.Imaging.Decoding.Vips;

namespace Cluster.Imaging.Decoding;

/// <summary>Opens pictures: first bytes, header, limits; pixels are asked for afterwards.</summary>
internal static unsafe class PixelSources
{
    /// <summary>Reads the header of bytes that stay where they are until <paramref name="source"/>, which the caller disposes on success, is disposed. Without <paramref name="spec"/> every pixel as it is stored.</summary>
    public static Failure? TryOpen(byte* encoded, int length, ImagingOptions limits, PreprocessingSpec? spec, out PixelSource? source)
    {
        source = null;
        if (DecodeLimits.CheckBytes(new(encoded, length), limits, out var format) is { } refused)
        {
            return refused;
        }

        PixelSource? opened;
        var failure = format switch
        {
            ImageFormat.Gif => GifPixelSource.TryOpen(encoded, length, out opened),
            ImageFormat.Bmp => BmpPixelSource.TryOpen(encoded, length, out opened),
            ImageFormat.Png when !PngHeader.IsIntact(new(encoded, length)) => DamagedHeader(out opened),
            ImageFormat.Jpeg when spec?.Decode == DecodeMode.Fast => OpenShrunk(encoded, length, limits, spec, out opened),
            _ => VipsPixelSource.TryOpen(encoded, length, format, shrink: 1, out opened),
        };
        if (failure is not null)
        {
            return failure;
        }

        var (width, height) = opened!.StoredSize;
        if (DecodeLimits.CheckSize(width, height, limits) is { } tooMuch)
        {
            opened.Dispose();
            return tooMuch;
        }

        // Pillow turns TIFF upright as it loads, and nothing else.
        source = (spec?.AutoOrient == true || format == ImageFormat.Tiff) && opened.Orientation is > 1 and <= 8 ? new UprightSource(opened) : opened;
        return null;
    }

    private static Failure DamagedHeader(out PixelSource? opened)
    {
        opened = null;
        return new(FailureKind.NotAnImage, "The PNG header does not match its checksum; replace the file.");
    }

    private static Failure? OpenShrunk(byte* encoded, int length, ImagingOptions limits, PreprocessingSpec spec, out PixelSource? opened)
    {
        // A size beyond the limits is refused below; no tile is planned for it.
        var header = JpegHeader.Read(new(encoded, length)) ?? default;
        var shrink = DecodeLimits.CheckSize(header.Width, header.Height, limits) is null ? FastDecode.Shrink(header.Width, header.Height, spec) : 1;
        return VipsPixelSource.TryOpen(encoded, length, ImageFormat.Jpeg, shrink, out opened);
    }
}
