using System.Buffers.Binary;
using System.IO.Compression;
using Cluster.TestSupport;

namespace Cluster.SourceJobs.Tests.Hostile;

/// <summary>PNGs that are small as files and large as pictures (PNG specification, third edition).</summary>
internal static class PngBombs
{
    public static IEnumerable<(string, byte[])> All()
    {
        // At the limit of pixels, interlaced: the whole picture has to be held, in 4 or 8 bytes a pixel.
        yield return ("png/interlaced-rgba-10000.png", Write(10_000, 10_000, 8, 6, interlaced: true, rows: 400_200_000));
        yield return ("png/interlaced-rgba16-10000.png", Write(10_000, 10_000, 16, 6, interlaced: true, rows: 1_000_000));
        yield return ("png/interlaced-rgba-8000.png", Write(8_000, 8_000, 8, 6, interlaced: true, rows: 256_200_000));
        yield return ("png/rgba-10000.png", Write(10_000, 10_000, 8, 6, interlaced: false, rows: 400_010_000));
        yield return ("png/gray-10000.png", Write(10_000, 10_000, 8, 0, interlaced: false, rows: 100_010_000));
        yield return ("png/bit-20000.png", Write(20_000, 20_000, 1, 0, interlaced: false, rows: 50_020_000));
        yield return ("png/max-sides.png", Write(int.MaxValue, int.MaxValue, 8, 6, interlaced: true, rows: 1_000));
        yield return ("png/no-sides.png", Write(0, 0, 8, 6, interlaced: false, rows: 1_000));
        yield return ("png/one-row.png", Write(2_000_000, 1, 8, 6, interlaced: false, rows: 1_000));
        yield return ("png/text-bomb.png", Write(32, 32, 8, 2, interlaced: false, rows: 32 * 97, ("zTXt", [.. "Comment\0\0"u8, .. Zeros(200_000_000)])));
        yield return ("png/profile-bomb.png", Write(32, 32, 8, 2, interlaced: false, rows: 32 * 97, ("iCCP", [.. "icc\0\0"u8, .. Zeros(200_000_000)])));
        yield return ("png/many-chunks.png", Write(32, 32, 8, 2, interlaced: false, rows: 32 * 97, [.. Enumerable.Repeat(("tEXt", "a\0b"u8.ToArray()), 50_000)]));
    }

    private static byte[] Write(int width, int height, byte depth, byte colour, bool interlaced, long rows, params (string Kind, byte[] Data)[] chunks)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, colour, interlaced ? (byte)1 : (byte)0);
        Chunk(file, "IHDR", header);
        foreach (var (kind, data) in chunks)
        {
            Chunk(file, kind, data);
        }

        Chunk(file, "IDAT", Zeros(rows));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Zeros(long count)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = new byte[1 << 20];
            for (; count > 0; count -= block.Length)
            {
                deflate.Write(block, 0, (int)Math.Min(count, block.Length));
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, string kind, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(kind), .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, TinyPng.Checksum(body));
        file.Write(number);
    }
}
