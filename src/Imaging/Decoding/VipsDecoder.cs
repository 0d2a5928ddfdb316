using System.Runtime.InteropServices;
using Cluster.Domain.Outcomes;
using NetVips;

namespace Cluster.Imaging.Decoding;

/// <summary>Encoded bytes to pixels. Limits are checked from the header; pixels are asked for afterwards.</summary>
internal static class VipsDecoder
{
    /// <summary>Opens the header. On success <paramref name="image"/> is lazy and is the caller's to dispose.</summary>
    public static Failure? TryOpen(ReadOnlyMemory<byte> encoded, ImagingOptions limits, bool randomAccess, out Image? image, out ImageFormat format)
    {
        VipsLibrary.Ensure();
        image = null;
        format = ImageFormat.Unknown;
        if (encoded.Length > limits.MaxBytes)
        {
            return new(FailureKind.TooManyBytes, $"The file has {encoded.Length} bytes; at most {limits.MaxBytes} are read.");
        }

        format = ImageSniffer.Format(encoded.Span);
        if (format is ImageFormat.Unknown or ImageFormat.Unread)
        {
            return format == ImageFormat.Unread
                ? new(FailureKind.UnsupportedFormat, "The image is of a format that is not read here; convert it to JPEG, PNG, WebP, GIF, BMP or TIFF.")
                : new(FailureKind.NotAnImage, encoded.IsEmpty ? "The file is empty." : "The file does not begin as an image does.");
        }

        var bytes = MemoryMarshal.TryGetArray(encoded, out var part) && part.Offset == 0 && part.Count == part.Array!.Length ? part.Array : encoded.ToArray();
        if (format == ImageFormat.Bmp)
        {
            return BmpDecoder.TryOpen(bytes, limits, out image);
        }

        try
        {
            image = Open(bytes, format, randomAccess ? Enums.Access.Random : Enums.Access.Sequential);
        }
        catch (VipsException exception)
        {
            return Explain(exception);
        }

        if (CheckLimits(image.Width, image.Height, limits) is { } failure)
        {
            image.Dispose();
            return failure;
        }

        return null;
    }

    /// <summary>Decodes the whole picture. The caller disposes <paramref name="decoded"/> on success.</summary>
    public static Failure? TryDecode(Image image, out DecodedImage decoded)
    {
        decoded = default;
        var wide = image.Format == Enums.BandFormat.Ushort;
        if ((!wide && image.Format != Enums.BandFormat.Uchar) || image.Bands is < 1 or > 4)
        {
            return new(FailureKind.UnsupportedFormat, $"The image has {image.Bands} bands of {image.Format}; convert it to 8-bit RGB.");
        }

        try
        {
            var cmyk = image.Interpretation == Enums.Interpretation.Cmyk;
            decoded = new(image.WriteToMemory(out _), image.Width, image.Height, image.Bands, wide, cmyk);
            return null;
        }
        catch (VipsException exception)
        {
            return Explain(exception);
        }
    }

    private static Image Open(byte[] bytes, ImageFormat format, Enums.Access access) => format switch
    {
        ImageFormat.Jpeg => Image.JpegloadBuffer(bytes, access: access, failOn: Enums.FailOn.Truncated),
        ImageFormat.Png => Image.PngloadBuffer(bytes, access: access, failOn: Enums.FailOn.Truncated),
        ImageFormat.Gif => Image.GifloadBuffer(bytes, n: 1, access: access, failOn: Enums.FailOn.Truncated),
        ImageFormat.WebP => Image.WebploadBuffer(bytes, n: 1, access: access, failOn: Enums.FailOn.Truncated),
        _ => Image.TiffloadBuffer(bytes, n: 1, access: access, failOn: Enums.FailOn.Truncated),
    };

    public static Failure? CheckLimits(long width, long height, ImagingOptions limits) =>
        width * height > limits.MaxPixels
            ? new(FailureKind.TooManyPixels, $"The header announces {width}x{height} pixels; at most {limits.MaxPixels} are decoded.")
        : Math.Min(width, height) < limits.MinSide
            ? new(FailureKind.TooSmall, $"The image is {width}x{height}; each side has to have at least {limits.MinSide} pixels.")
        : Math.Max(width, height) > (long)limits.MaxAspect * Math.Min(width, height)
            ? new(FailureKind.ExtremeAspect, $"The image is {width}x{height}; its sides may differ by a factor of {limits.MaxAspect} at most.")
        : null;

    public static Failure Explain(VipsException exception)
    {
        var text = exception.Message;
        string[] signs = ["premature end", "truncated", "end of file", "unexpected end", "end of stream", "read error", "eof", "not enough data", "read past", "too short", "unable to read", "ran out"];
        return Array.Exists(signs, sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase))
            ? new(FailureKind.Truncated, "The file ends before the picture does; fetch it again.")
            : new(FailureKind.NotAnImage, "The image is damaged: " + text.ReplaceLineEndings(" ").Trim());
    }
}
