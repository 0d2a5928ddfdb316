using Cluster.Domain.Outcomes;

namespace Cluster.Imaging.Decoding;

/// <summary>What a picture's size, bytes and first bytes have to be before it is decoded.</summary>
internal static class DecodeLimits
{
    /// <summary>Null when the bytes are few enough and begin as a format that is read.</summary>
    public static Failure? CheckBytes(ReadOnlySpan<byte> encoded, ImagingOptions limits, out ImageFormat format)
    {
        format = ImageFormat.Unknown;
        if (encoded.Length > limits.MaxBytes)
        {
            return new(FailureKind.TooManyBytes, $"The file has {encoded.Length} bytes; at most {limits.MaxBytes} are read.");
        }

        format = ImageSniffer.Format(encoded);
        return format switch
        {
            ImageFormat.Unread => new(FailureKind.UnsupportedFormat, "The image is of a format that is not read here; convert it to JPEG, PNG, WebP, GIF, BMP or TIFF."),
            ImageFormat.Unknown => new(FailureKind.NotAnImage, encoded.IsEmpty ? "The file is empty." : "The file does not begin as an image does."),
            _ when FrameCount.Exceeds(encoded, format, limits.MaxFrames) => new(FailureKind.TooManyFrames, $"The file holds more than {limits.MaxFrames} frames or pages."),
            _ => null,
        };
    }

    /// <summary>Null when a picture of this size may be decoded.</summary>
    public static Failure? CheckSize(long width, long height, ImagingOptions limits) =>
        width * height > limits.MaxPixels
            ? new(FailureKind.TooManyPixels, $"The header announces {width}x{height} pixels; at most {limits.MaxPixels} are decoded.")
        : Math.Min(width, height) < limits.MinSide
            ? new(FailureKind.TooSmall, $"The image is {width}x{height}; each side has to have at least {limits.MinSide} pixels.")
        : Math.Max(width, height) > (long)limits.MaxAspect * Math.Min(width, height)
            ? new(FailureKind.ExtremeAspect, $"The image is {width}x{height}; its sides may differ by a factor of {limits.MaxAspect} at most.")
        : null;
}
