using System.Buffers.Binary;

namespace Cluster.Imaging.Decoding;

/// <summary>The header chunk of a PNG (ISO/IEC 15948, 5.3 and 11.2.2).</summary>
internal static class PngHeader
{
    private const int ChunkType = 12;
    private const int Checksum = 29;

    /// <summary>False when the header's checksum says that its size or kind was changed; nothing in such a file can be trusted.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Checksum + sizeof(uint))
        {
            // Too short to tell; the decoder says what is missing.
            return true;
        }

        var crc = uint.MaxValue;
        foreach (var value in bytes[ChunkType..Checksum])
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc == BinaryPrimitives.ReadUInt32BigEndian(bytes[Checksum..]);
    }
}
