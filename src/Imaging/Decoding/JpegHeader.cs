using System.Buffers.Binary;

namespace Cluster.Imaging.Decoding;

/// <summary>Size of a JPEG from its frame header (ITU T.81, B.2.2).</summary>
internal readonly record struct JpegHeader(int Width, int Height)
{
    /// <summary>Null when there is no frame header.</summary>
    public static JpegHeader? Read(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 <= bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            // Start of frame 0 to 15; the others in that range are tables and arithmetic conditioning.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new(BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }
}
