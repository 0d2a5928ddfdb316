using System.Buffers.Binary;

namespace Cluster.Imaging.Decoding.Gif;

/// <summary>What stands before the pixels of a GIF's first frame (GIF89a specification, sections 18 to 23).</summary>
/// <remarks>
/// The canvas is widened to hold the frame, as Pillow does, and has the index <c>Background</c> around it. <c>Palette</c> and <c>Data</c> are
/// where the palette and the first data block begin; without a palette the former is 0. The first codes have one bit more than <c>CodeBits</c>.
/// </remarks>
internal readonly record struct GifFrame(
    int Width, int Height, int Left, int Top, int FrameWidth, int FrameHeight, bool IsInterlaced, int Palette, int Colours, byte Background, int CodeBits, int Data)
{
    private const int ScreenBytes = 13;
    private const int DescriptorBytes = 9;

    /// <summary>Null when the file ends before the first frame's pixels.</summary>
    public static GifFrame? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ScreenBytes)
        {
            return null;
        }

        var (palette, colours) = (0, 0);
        byte background = 0;
        var at = ScreenBytes;
        if ((bytes[10] & 0x80) != 0)
        {
            (palette, colours) = (at, 2 << (bytes[10] & 7));
            at += colours * 3;
        }

        while (at < bytes.Length && bytes[at] != ';')
        {
            if (bytes[at] == '!' && at + 2 < bytes.Length)
            {
                // A graphic control extension: flags, delay (2), transparent index.
                if (bytes[at + 1] == 0xF9 && at + 6 < bytes.Length && (bytes[at + 3] & 1) != 0)
                {
                    background = bytes[at + 6];
                }

                at = SkipBlocks(bytes, at + 2);
            }
            else if (bytes[at] == ',')
            {
                return Descriptor(bytes, at + 1, palette, colours, background);
            }
            else
            {
                at++;
            }
        }

        return null;
    }

    private static GifFrame? Descriptor(ReadOnlySpan<byte> bytes, int at, int palette, int colours, byte background)
    {
        if (at + DescriptorBytes + 1 > bytes.Length)
        {
            return null;
        }

        var flags = bytes[at + 8];
        var data = at + DescriptorBytes;
        if ((flags & 0x80) != 0)
        {
            (palette, colours) = (data, 2 << (flags & 7));
            data += colours * 3;
        }

        if (data >= bytes.Length)
        {
            return null;
        }

        var (left, top, width, height) = (Whole(bytes, at), Whole(bytes, at + 2), Whole(bytes, at + 4), Whole(bytes, at + 6));
        return new(
            Math.Max(Whole(bytes, 6), left + width), Math.Max(Whole(bytes, 8), top + height), left, top, width, height, (flags & 0x40) != 0,
            palette, colours, background, bytes[data], data + 1);
    }

    private static int SkipBlocks(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] != 0)
        {
            at += bytes[at] + 1;
        }

        return at + 1;
    }

    private static int Whole(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
