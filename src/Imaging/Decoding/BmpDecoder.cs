using System.Buffers.Binary;
using Cluster.Domain.Outcomes;
using NetVips;
using StbImageSharp;

namespace Cluster.Imaging.Decoding;

/// <summary>BMP, which this libvips does not read.</summary>
internal static class BmpDecoder
{
    private const int HeaderBytes = 26;

    public static Failure? TryOpen(byte[] bytes, ImagingOptions limits, out Image? image)
    {
        image = null;
        if (bytes.Length < HeaderBytes)
        {
            return new(FailureKind.Truncated, "The file ends inside the BMP header; fetch it again.");
        }

        // BITMAPINFOHEADER: width and height at 18 and 22; a negative height means rows from the top.
        var width = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(18)));
        var height = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(22)));
        if (VipsDecoder.CheckLimits(width, height, limits) is { } failure)
        {
            return failure;
        }

        try
        {
            var decoded = ImageResult.FromMemory(bytes, ColorComponents.RedGreenBlue);
            image = Image.NewFromMemory(decoded.Data, decoded.Width, decoded.Height, 3, Enums.BandFormat.Uchar);
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IndexOutOfRangeException or ArgumentException or NotSupportedException or OverflowException)
        {
            // The library names no causes that could be told apart.
            return new(FailureKind.UnsupportedFormat, "The BMP is damaged or of a variant that is not read here; convert it to PNG.");
        }
    }
}
