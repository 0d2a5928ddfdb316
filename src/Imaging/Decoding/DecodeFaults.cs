using System.Buffers.Binary;
using Cluster.Domain.Outcomes;

namespace Cluster.Imaging.Decoding;

/// <summary>Why a picture that libvips refused is bad, told from its own bytes.</summary>
/// <remarks>libvips keeps its messages in one buffer for the whole process: with pictures decoded side by side, a message may be another picture's.</remarks>
internal static class DecodeFaults
{
    public static Failure Explain(ReadOnlySpan<byte> encoded) => EndsEarly(encoded)
        ? new(FailureKind.Truncated, "The file ends before the picture does; fetch it again.")
        : new(FailureKind.NotAnImage, "The picture is damaged beyond reading; replace the file.");

    private static bool EndsEarly(ReadOnlySpan<byte> bytes) => ImageSniffer.Format(bytes) switch
    {
        ImageFormat.Jpeg => !JpegEnds(bytes),
        ImageFormat.Png => !PngEnds(bytes),
        ImageFormat.WebP => BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L > bytes.Length,
        ImageFormat.Gif => bytes[^1] != 0x3B,
        ImageFormat.Tiff => bytes.Length < 8 || !TiffTags.IsWhole(bytes),
        _ => false,
    };

    // Segments are stepped over, since a preview inside one has an end marker of its own (ITU T.81, B.1.1).
    private static bool JpegEnds(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 1 < bytes.Length;)
        {
            var marker = bytes[at + 1];
            if (bytes[at] != 0xFF || marker is 0 or 1 or 0xFF or (>= 0xD0 and <= 0xD7))
            {
                at += bytes[at] == 0xFF && marker != 0xFF ? 2 : 1;
                continue;
            }

            if (marker == 0xD9)
            {
                return true;
            }

            if (at + 4 > bytes.Length)
            {
                return false;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return false;
    }

    private static bool PngEnds(ReadOnlySpan<byte> bytes)
    {
        for (var at = 8L; at + 12 <= bytes.Length; at += 12 + BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]))
        {
            if (bytes.Slice((int)at + 4, 4).SequenceEqual("IEND"u8))
            {
                return true;
            }
        }

        return false;
    }
}
