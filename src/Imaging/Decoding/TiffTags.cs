using System.Buffers.Binary;

namespace Cluster.Imaging.Decoding;

/// <summary>The tags of a TIFF file's first picture that decide its Pillow mode (TIFF 6.0, section 2).</summary>
internal readonly record struct TiffTags(int Photometric, int BitsPerSample, int SamplesPerPixel, int ExtraSample)
{
    public const int NoExtraSample = -1;
    public const int MinIsBlack = 1;
    public const int PaletteColour = 3;
    public const int Lab = 8;
    private const int EntryBytes = 12;

    /// <summary>Null when the file ends before its directory.</summary>
    public static TiffTags? Read(ReadOnlySpan<byte> bytes)
    {
        var big = bytes[0] == 'M';
        var directory = Whole(bytes, 4, 4, big);
        if (directory < 8 || directory + 2 > bytes.Length)
        {
            return null;
        }

        var tags = new TiffTags(MinIsBlack, 1, 1, NoExtraSample);
        var entries = Whole(bytes, directory, 2, big);
        for (var at = directory + 2; entries > 0 && at + EntryBytes <= bytes.Length; at += EntryBytes, entries--)
        {
            tags = Whole(bytes, at, 2, big) switch
            {
                258 => tags with { BitsPerSample = FirstShort(bytes, at, big) },
                262 => tags with { Photometric = FirstShort(bytes, at, big) },
                277 => tags with { SamplesPerPixel = FirstShort(bytes, at, big) },
                338 => tags with { ExtraSample = FirstShort(bytes, at, big) },
                _ => tags,
            };
        }

        return tags;
    }

    /// <summary>Whether the directory and all strips or tiles that it lists lie inside the file.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var big = bytes[0] == 'M';
        var directory = Whole(bytes, 4, 4, big);
        if (directory < 8 || directory + 2 > bytes.Length)
        {
            return false;
        }

        var (offsets, lengths) = (0L, 0L);
        var entries = Whole(bytes, directory, 2, big);
        for (var at = directory + 2; entries > 0; at += EntryBytes, entries--)
        {
            if (at + EntryBytes > bytes.Length)
            {
                return false;
            }

            var tag = Whole(bytes, at, 2, big);
            offsets = tag is 273 or 324 ? at : offsets;
            lengths = tag is 279 or 325 ? at : lengths;
        }

        var count = offsets == 0 || lengths == 0 ? 0 : Math.Min(Whole(bytes, offsets + 4, 4, big), Whole(bytes, lengths + 4, 4, big));
        for (var i = 0L; i < count; i++)
        {
            if (Value(bytes, offsets, i, big) is not { } offset || Value(bytes, lengths, i, big) is not { } length || offset + length > bytes.Length)
            {
                return false;
            }
        }

        return true;
    }

    // One of an entry's values, of two or four bytes each; null when it lies beyond the file.
    private static long? Value(ReadOnlySpan<byte> bytes, long entry, long index, bool big)
    {
        var size = Whole(bytes, entry + 2, 2, big) == 3 ? 2 : 4;
        var values = Whole(bytes, entry + 4, 4, big) * size <= 4 ? entry + 8 : Whole(bytes, entry + 8, 4, big);
        var at = values + (index * size);
        return at + size <= bytes.Length ? Whole(bytes, at, size, big) : null;
    }

    // Up to two shorts lie in the entry itself, more of them where it points.
    private static int FirstShort(ReadOnlySpan<byte> bytes, long entry, bool big)
    {
        var at = Whole(bytes, entry + 4, 4, big) > 2 ? Whole(bytes, entry + 8, 4, big) : entry + 8;
        return at + 2 <= bytes.Length ? (int)Whole(bytes, at, 2, big) : 0;
    }

    private static long Whole(ReadOnlySpan<byte> bytes, long at, int size, bool big)
    {
        if (at < 0 || at + size > bytes.Length)
        {
            return 0;
        }

        var part = bytes.Slice((int)at, size);
        return (size, big) switch
        {
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(part),
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(part),
            (_, true) => BinaryPrimitives.ReadUInt32BigEndian(part),
            _ => BinaryPrimitives.ReadUInt32LittleEndian(part),
        };
    }
}
