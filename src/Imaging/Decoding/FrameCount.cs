using System.Buffers.Binary;

namespace Cluster.Imaging.Decoding;

/// <summary>
/// Counts the frames of a picture by its structure, without decoding any. Only the first is ever decoded, but a file of very many is no picture of a thing,
/// and made to cost whoever looks at it further.
/// </summary>
internal static class FrameCount
{
    /// <summary>Whether there are more than <paramref name="most"/>. Structure that makes no sense ends the count: the decoder says what is wrong with it.</summary>
    public static bool Exceeds(ReadOnlySpan<byte> bytes, ImageFormat format, int most) => format switch
    {
        ImageFormat.Gif => Gif(bytes, most),
        ImageFormat.Png => Png(bytes) > most,
        ImageFormat.WebP => WebP(bytes, most),
        ImageFormat.Tiff => Tiff(bytes, most),
        _ => false,
    };

    /// <summary>GIF89a, sections 18 to 23: descriptors between the blocks.</summary>
    private static bool Gif(ReadOnlySpan<byte> bytes, int most)
    {
        const int Screen = 13;
        const int Descriptor = 10;
        if (bytes.Length < Screen)
        {
            return false;
        }

        var frames = 0;
        for (var at = Screen + Palette(bytes[10]); at < bytes.Length && bytes[at] != ';';)
        {
            switch (bytes[at])
            {
                case (byte)'!':
                    at = Behind(bytes, at + 2);
                    break;
                case (byte)',' when at + Descriptor <= bytes.Length:
                    if (++frames > most)
                    {
                        return true;
                    }

                    // Palette, smallest code, blocks.
                    at = Behind(bytes, at + Descriptor + Palette(bytes[at + Descriptor - 1]) + 1);
                    break;
                default:
                    at++;
                    break;
            }
        }

        return false;

        static int Palette(byte flags) => (flags & 0x80) != 0 ? (2 << (flags & 7)) * 3 : 0;
    }

    private static int Behind(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] != 0)
        {
            at += bytes[at] + 1;
        }

        return at + 1;
    }

    /// <summary>APNG: the chunk acTL says how many, and stands before the first IDAT.</summary>
    private static uint Png(ReadOnlySpan<byte> bytes)
    {
        for (long at = 8; at + 12 <= bytes.Length;)
        {
            var chunk = bytes[(int)at..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            var type = chunk.Slice(4, 4);
            if (type.SequenceEqual("acTL"u8))
            {
                return BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]);
            }

            if (type.SequenceEqual("IDAT"u8))
            {
                break;
            }

            at += 12L + length;
        }

        return 1;
    }

    /// <summary>RIFF: a chunk ANMF a frame.</summary>
    private static bool WebP(ReadOnlySpan<byte> bytes, int most)
    {
        var frames = 0;
        for (long at = 12; at + 8 <= bytes.Length;)
        {
            var chunk = bytes[(int)at..];
            if (chunk[..4].SequenceEqual("ANMF"u8) && ++frames > most)
            {
                return true;
            }

            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            at += 8L + length + (length & 1);
        }

        return false;
    }

    /// <summary>TIFF: a chain of directories. One that leads back into itself is as long as it is once.</summary>
    private static bool Tiff(ReadOnlySpan<byte> bytes, int most)
    {
        if (bytes.Length < 16)
        {
            return false;
        }

        var file = new TiffDirectory(bytes);
        var isBig = file.Whole(2, 2) == 43;
        var (offset, counted, entry) = isBig ? (8, 8, 20) : (4, 2, 12);
        HashSet<long> seen = [];
        for (var at = file.Whole(isBig ? 8 : 4, offset); at >= 8 && at <= bytes.Length - counted && seen.Add(at);)
        {
            if (seen.Count > most)
            {
                return true;
            }

            var entries = file.Whole(at, counted);
            var behind = at + counted + (entries * entry);
            at = entries >= 0 && entries <= bytes.Length && behind <= bytes.Length - offset ? file.Whole(behind, offset) : 0;
        }

        return false;
    }
}
