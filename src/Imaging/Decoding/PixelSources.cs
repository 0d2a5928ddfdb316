using Cluster.Domain.Outcomes;
using Cluster.Imaging.Decoding.Bmp;
using Cluster.Imaging.Decoding.Gif;
using Cluster.Imaging.Decoding.Vips;

namespace Cluster.Imaging.Decoding;

/// <summary>Opens pictures: first bytes, header, limits; pixels are asked for afterwards.</summary>
internal static unsafe class PixelSources
{
    /// <summary>Reads the header of bytes that stay where they are until <paramref name="source"/>, which the caller disposes on success, is disposed.</summary>
    public static Failure? TryOpen(byte* encoded, int length, ImagingOptions limits, bool autoOrient, out PixelSource? source)
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
            _ => VipsPixelSource.TryOpen(encoded, length, format, shrink: 1, out opened),
        };
        if (failure is not null)
        {
            return failure;
        }

        if (DecodeLimits.CheckSize(opened!.Width, opened.Height, limits) is { } tooMuch)
        {
            opened.Dispose();
            return tooMuch;
        }

        // Pillow turns TIFF upright as it loads, and nothing else.
        source = (autoOrient || format == ImageFormat.Tiff) && opened.Orientation is > 1 and <= 8 ? new UprightSource(opened) : opened;
        return null;
    }
}
