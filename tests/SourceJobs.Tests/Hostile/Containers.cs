using System.Buffers.Binary;
using System.IO.Compression;

namespace Cluster.SourceJobs.Tests.Hostile;

/// <summary>GIFs and WebPs of thousands of frames, TIFFs that loop or lie, BMPs that unfold.</summary>
internal static class Containers
{
    // A picture of one pixel, lossless.
    private static readonly byte[] OnePixel = Convert.FromBase64String("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    public static IEnumerable<(string, byte[])> All()
    {
        yield return ("gif/frames-50000.gif", Gif(16, 16, 50_000));
        yield return ("gif/canvas-10000.gif", Gif(10_000, 10_000, 1));
        yield return ("gif/canvas-65535.gif", Gif(65_535, 65_535, 1));
        yield return ("gif/endless-extensions.gif", [.. Gif(16, 16, 0).AsSpan(0, 19), .. Enumerable.Repeat(new byte[] { 0x21, 0xFE, 1, 65, 0 }, 100_000).SelectMany(static e => e)]);
        yield return ("webp/frames-20000.webp", WebP(16, 16, 20_000));
        yield return ("webp/canvas-16384.webp", WebP(16_384, 16_384, 3));
        yield return ("webp/canvas-9000.webp", WebP(9_000, 9_000, 3));
        yield return ("tiff/loop.tif", Tiff(16, 16, 16, new byte[256], next: 8));
        yield return ("tiff/strip-of-90-million.tif", Tiff(9_000, 10_000, 10_000, Deflated(90_000_000), compression: 8));
        yield return ("tiff/strips-out-of-file.tif", Tiff(5_000, 5_000, 5_000, new byte[10], length: 0x7FFF_FFFF));
        yield return ("tiff/sides.tif", Tiff(int.MaxValue, int.MaxValue, 1, new byte[10]));
        yield return ("tiff/rows-per-strip.tif", Tiff(64, 64, uint.MaxValue, new byte[4_096]));
        yield return ("bmp/rle-10000.bmp", Bmp(10_000, 10_000));
        yield return ("bmp/rle-30000.bmp", Bmp(30_000, 30_000));
    }

    private static byte[] Gif(int width, int height, int frames)
    {
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        file.Write([(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        for (var i = 0; i < frames; i++)
        {
            // One pixel: clear, colour 0, end.
            file.Write([0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0]);
        }

        file.WriteByte(0x3B);
        return file.ToArray();
    }

    private static byte[] WebP(int width, int height, int frames)
    {
        using var body = new MemoryStream();
        body.Write("WEBP"u8);
        Chunk(body, "VP8X"u8, [0x12, 0, 0, 0, .. Three(width - 1), .. Three(height - 1)]);
        Chunk(body, "ANIM"u8, [0, 0, 0, 0, 0, 0]);
        for (var i = 0; i < frames; i++)
        {
            Chunk(body, "ANMF"u8, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, .. OnePixel.AsSpan(12)]);
        }

        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)body.Length);
        return [.. "RIFF"u8, .. length, .. body.ToArray()];

        static byte[] Three(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

        static void Chunk(MemoryStream to, ReadOnlySpan<byte> kind, byte[] data)
        {
            Span<byte> size = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(size, data.Length);
            to.Write(kind);
            to.Write(size);
            to.Write(data);
            if (data.Length % 2 == 1)
            {
                to.WriteByte(0);
            }
        }
    }

    private static byte[] Tiff(int width, int height, uint rowsPerStrip, byte[] strip, uint compression = 1, uint? length = null, uint next = 0)
    {
        (ushort Tag, ushort Kind, uint Value)[] entries =
        [
            (256, 4, (uint)width), (257, 4, (uint)height), (258, 3, 8), (259, 3, compression), (262, 3, 1),
            (273, 4, 8 + 2 + (9 * 12) + 4), (277, 3, 1), (278, 4, rowsPerStrip), (279, 4, length ?? (uint)strip.Length),
        ];
        var file = new byte[8 + 2 + (entries.Length * 12) + 4 + strip.Length];
        "II*\0\u0008\0\0\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = file.AsSpan(10 + (i * 12));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], entries[i].Kind);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], entries[i].Value);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(10 + (entries.Length * 12)), next);
        strip.CopyTo(file, file.Length - strip.Length);
        return file;
    }

    private static byte[] Deflated(int count)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(new byte[count]);
        }

        return packed.ToArray();
    }

    // RLE8: a run of 255 is two bytes.
    private static byte[] Bmp(int width, int height)
    {
        byte[] runs = [.. Enumerable.Repeat(new byte[] { 255, 1 }, 10_000).SelectMany(static r => r), 0, 1];
        var file = new byte[14 + 40 + 1_024 + runs.Length];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 14 + 40 + 1_024);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(30), 1);
        runs.CopyTo(file, file.Length - runs.Length);
        return file;
    }
}
