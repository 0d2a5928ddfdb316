using System.Buffers.Binary;

namespace Cluster.SourceJobs.Tests.Hostile;

/// <summary>JPEGs whose headers lie, and progressive ones that never end (ITU T.81).</summary>
internal static class JpegBombs
{
    public static IEnumerable<(string, byte[])> All()
    {
        var progressive = HostileImages.Golden("jpeg_progressive_420.jpg");
        var (head, scan) = Split(progressive);
        yield return ("jpeg/scans-5000.jpg", Scans(head, scan, 5_000, null));

        // Every scan goes over all blocks of 64 or 100 million pixels, which cost nothing in the file.
        yield return ("jpeg/scans-5000-of-8000.jpg", Scans(head, scan, 5_000, (8_000, 8_000)));
        yield return ("jpeg/scans-90-of-9000.jpg", Scans(head, scan, 90, (9_000, 9_000)));
        yield return ("jpeg/progressive-10000.jpg", Sized(progressive, 10_000, 10_000));
        yield return ("jpeg/baseline-10000.jpg", Sized(HostileImages.Golden("photo_square.jpg"), 10_000, 10_000));
        yield return ("jpeg/baseline-65535.jpg", Sized(HostileImages.Golden("photo_square.jpg"), 65_535, 65_535));
        yield return ("jpeg/no-sides.jpg", Sized(HostileImages.Golden("photo_square.jpg"), 0, 0));
        yield return ("jpeg/cmyk-9000.jpg", Sized(HostileImages.Golden("jpeg_cmyk_adobe.jpg"), 9_000, 9_000));
        yield return ("jpeg/exif-loop.jpg", WithExif(HostileImages.Golden("photo_square.jpg")));
        yield return ("jpeg/comments.jpg", Comments(HostileImages.Golden("photo_square.jpg"), 300));
        yield return ("jpeg/restarts.jpg", [.. HostileImages.Golden("photo_square.jpg").AsSpan(0, 3_000), .. Enumerable.Range(0, 200_000).SelectMany(static i => new byte[] { 0xFF, (byte)(0xD0 + (i % 8)) })]);
    }

    // All before the first scan, and the last scan with its own tables.
    private static (byte[] Head, byte[] Scan) Split(byte[] jpeg)
    {
        var first = Find(jpeg, 0xDA, 2);
        var last = first;
        for (var at = first; at > 0; at = Find(jpeg, 0xDA, at + 2))
        {
            last = at;
        }

        return (jpeg[..last], jpeg[last..^2]);
    }

    private static int Find(byte[] jpeg, byte marker, int from)
    {
        for (var at = from; at + 1 < jpeg.Length; at++)
        {
            if (jpeg[at] == 0xFF && jpeg[at + 1] == marker)
            {
                return at;
            }
        }

        return -1;
    }

    private static byte[] Scans(byte[] head, byte[] scan, int count, (int Width, int Height)? size)
    {
        // For a picture of another size only the scan's header counts: its data ends at once.
        var piece = size is null ? scan : scan[..(2 + BinaryPrimitives.ReadUInt16BigEndian(scan.AsSpan(2)) + 8)];
        byte[] all = [.. head, .. Enumerable.Repeat(piece, count).SelectMany(static p => p), 0xFF, 0xD9];
        return size is { } s ? Sized(all, s.Width, s.Height) : all;
    }

    private static byte[] Sized(byte[] jpeg, int width, int height)
    {
        var sized = jpeg.ToArray();
        foreach (var marker in (byte[])[0xC0, 0xC1, 0xC2])
        {
            if (Find(sized, marker, 2) is > 0 and var frame)
            {
                BinaryPrimitives.WriteUInt16BigEndian(sized.AsSpan(frame + 5), (ushort)height);
                BinaryPrimitives.WriteUInt16BigEndian(sized.AsSpan(frame + 7), (ushort)width);
                break;
            }
        }

        return sized;
    }

    // A directory of EXIF whose next directory is itself.
    private static byte[] WithExif(byte[] jpeg)
    {
        byte[] exif = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 8, 0, 0, 0];
        return [.. jpeg.AsSpan(0, 2), 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg.AsSpan(2)];
    }

    private static byte[] Comments(byte[] jpeg, int count)
    {
        byte[] comment = [0xFF, 0xFE, 0xFF, 0xFF, .. new byte[65_533]];
        return [.. jpeg.AsSpan(0, 2), .. Enumerable.Repeat(comment, count).SelectMany(static c => c), .. jpeg.AsSpan(2)];
    }
}
