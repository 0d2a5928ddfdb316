using System.Buffers.Binary;

namespace Cluster.Imaging.Decoding.Bmp;

/// <summary>Header of a BMP: BITMAPCOREHEADER or BITMAPINFOHEADER and its successors, with Pillow's reading of the doubtful parts.</summary>
/// <remarks>
/// Compression is 0 for none, 1 for RLE of 8 bits, 2 for RLE of 4 bits, 3 for bit fields; the masks are zero without these. The palette begins at
/// <c>Palette</c>; its entries are blue, green, red and, unless <c>EntryBytes</c> is 3, a byte of no meaning.
/// </remarks>
internal readonly record struct BmpHeader(
    int Width, int Height, bool IsTopDown, int Bits, int Compression, (uint Red, uint Green, uint Blue, uint Alpha) Masks,
    int Palette, int Colours, int EntryBytes, int Data)
{
    private const int FileHeaderBytes = 14;

    /// <summary>Bytes of a stored row, which end on a multiple of four.</summary>
    public long Stride => ((((long)Width * Bits) + 31) >> 5) * 4;

    /// <summary>Null when the file ends inside the header or the header is of no known kind.</summary>
    public static BmpHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FileHeaderBytes + 12)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(bytes[FileHeaderBytes..]);
        var known = size is 12 or 40 or 64 or 108 or 124;
        if (!known || bytes.Length < FileHeaderBytes + size)
        {
            return null;
        }

        var data = BinaryPrimitives.ReadInt32LittleEndian(bytes[10..]);
        var info = bytes.Slice(FileHeaderBytes, size);
        return size == 12 ? Core(info, data) : Info(bytes, info, data);
    }

    private static BmpHeader Core(ReadOnlySpan<byte> info, int data)
    {
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(info[10..]);
        return Placed(
            new(BinaryPrimitives.ReadUInt16LittleEndian(info[4..]), BinaryPrimitives.ReadUInt16LittleEndian(info[6..]), false, bits, 0, default, FileHeaderBytes + 12, 0, 3, data),
            FileHeaderBytes + 12);
    }

    private static BmpHeader? Info(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> info, int data)
    {
        var compression = BinaryPrimitives.ReadInt32LittleEndian(info[16..]);
        var end = FileHeaderBytes + info.Length;
        (uint, uint, uint, uint) masks = default;
        if (compression == 3)
        {
            // The masks follow a header of 40 bytes and are part of a longer one, which has one for alpha too.
            var inside = info.Length >= 56;
            if (!inside && bytes.Length < end + 12)
            {
                return null;
            }

            var fields = inside ? info[40..] : bytes[end..];
            masks = (Mask(fields, 0), Mask(fields, 1), Mask(fields, 2), inside ? Mask(fields, 3) : 0);
            end += inside ? 0 : 12;
        }

        var height = BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        var colours = BinaryPrimitives.ReadInt32LittleEndian(info[32..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(info[14..]);
        return height == int.MinValue
            ? null
            : Placed(new(BinaryPrimitives.ReadInt32LittleEndian(info[4..]), Math.Abs(height), height < 0, bits, compression, masks, end, colours, 4, data), FileHeaderBytes + info.Length);
    }

    private static BmpHeader Placed(BmpHeader header, int headerEnd)
    {
        var colours = header.Bits > 8 ? 0 : header.Colours is > 0 and <= 65_536 ? header.Colours : 1 << header.Bits;

        // Some writers leave the palette out of the offset.
        var data = header.Data == headerEnd && header.Bits <= 8 ? header.Data + (4 * colours) : header.Data;
        return header with { Colours = colours, Data = data == 0 ? header.Palette + (colours * header.EntryBytes) : data };
    }

    private static uint Mask(ReadOnlySpan<byte> fields, int index) => BinaryPrimitives.ReadUInt32LittleEndian(fields[(index * 4)..]);
}
