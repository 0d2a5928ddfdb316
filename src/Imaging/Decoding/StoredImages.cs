using System.Runtime.InteropServices;
using Cluster.Domain.Outcomes;
using Cluster.Imaging.Decoding.Vips;
using NetVips;

namespace Cluster.Imaging.Decoding;

/// <summary>Stored pictures as NetVips' lazy images, for work whose pixels no encoder sees.</summary>
internal static class StoredImages
{
    /// <summary>Opens the header within the limits. On success <paramref name="image"/> is the caller's to dispose.</summary>
    public static Failure? TryOpen(ReadOnlyMemory<byte> encoded, ImagingOptions limits, out Image? image)
    {
        image = null;
        VipsLibrary.Ensure();
        if (DecodeLimits.CheckBytes(encoded.Span, limits, out var format) is { } refused)
        {
            return refused;
        }

        if (format == ImageFormat.Bmp)
        {
            return TryDecode(encoded, limits, out image);
        }

        try
        {
            var whole = MemoryMarshal.TryGetArray(encoded, out var part) && part.Offset == 0 && part.Count == part.Array!.Length;
            image = Load(whole ? part.Array! : encoded.ToArray(), format);
        }
        catch (VipsException)
        {
            return DecodeFaults.Explain(encoded.Span);
        }

        if (DecodeLimits.CheckSize(image.Width, image.Height, limits) is { } failure)
        {
            image.Dispose();
            return failure;
        }

        return null;
    }

    private static Image Load(byte[] bytes, ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => Image.JpegloadBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        ImageFormat.Png => Image.PngloadBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        ImageFormat.Gif => Image.GifloadBuffer(bytes, n: 1, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        ImageFormat.WebP => Image.WebploadBuffer(bytes, n: 1, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        _ => Image.TiffloadBuffer(bytes, n: 1, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
    };

    // What libvips does not read is decoded here and handed over whole.
    private static unsafe Failure? TryDecode(ReadOnlyMemory<byte> encoded, ImagingOptions limits, out Image? image)
    {
        image = null;
        fixed (byte* bytes = encoded.Span)
        {
            if (PixelSources.TryOpen(bytes, encoded.Length, limits, spec: null, out var source) is { } failure)
            {
                return failure;
            }

            using (source)
            {
                if (source!.Read(0, source.Height, out var rows) is { } broken)
                {
                    return broken;
                }

                image = Image.NewFromMemory(rows.Bytes.ToArray(), source.Width, source.Height, source.Format.Bands, Enums.BandFormat.Uchar);
                return null;
            }
        }
    }
}
