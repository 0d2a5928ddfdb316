using System.Buffers.Binary;
using System.IO.Compression;

namespace Cluster.TestSupport;

/// <summary>PNG files of our own making, for tests that need many small pictures or a lying header (PNG specification, third edition).</summary>
public static class TinyPng
{
    /// <summary>A picture of one colour: 8 bits, RGB.</summary>
    public static byte[] OfColour(int width, int height, byte red, byte green, byte blue)
    {
        var rows = new byte[height * ((width * 3) + 1)];
        for (var y = 0; y < height; y++)
        {
            var row = rows.AsSpan(y * ((width * 3) + 1) + 1, width * 3);
            for (var x = 0; x < row.Length; x += 3)
            {
                (row[x], row[x + 1], row[x + 2]) = (red, green, blue);
            }
        }

        return Write(width, height, rows);
    }

    /// <summary>A picture of eight by eight squares whose colours follow from <paramref name="seed"/>, so that no two seeds look alike.</summary>
    public static byte[] OfSquares(int side, int seed)
    {
        var chance = new Random(seed);
        var colours = new byte[64 * 3];
        chance.NextBytes(colours);
        var rows = new byte[side * ((side * 3) + 1)];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                colours.AsSpan((((y * 8 / side) * 8) + (x * 8 / side)) * 3, 3).CopyTo(rows.AsSpan((y * ((side * 3) + 1)) + 1 + (x * 3)));
            }
        }

        return Write(side, side, rows);
    }

    /// <summary>A header that announces <paramref name="width"/> x <paramref name="height"/> pixels, over pixel data of one row or less.</summary>
    public static byte[] Announcing(int width, int height) => Write(width, height, new byte[16]);

    private static byte[] Write(int width, int height, byte[] rows)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(rows);
        }

        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        var start = (int)file.Position;
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(file.GetBuffer().AsSpan(start, (int)file.Position - start)));
        file.Write(number);
    }

    /// <summary>CRC-32 as PNG has it.</summary>
    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        return ~crc;
    }
}
