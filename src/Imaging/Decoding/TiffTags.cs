using System.Buffers.Binary;

namespace Cluster.Imaging.Decoding;

/// <summary>The tags of a TIFF file's first picture that decide its Pillow mode (TIFF 6.0, section 2).</summary>
internal readonly record struct TiffTags(int Photometric, int BitsPerSample, int SamplesPerPixel, int ExtraSample)
{
    public const int NoExtraSample = -1;
    public const int MinIsBlack = 1;
    public const int PaletteColour = 3;
    private const int EntryBytes = 12;

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
