using System.Buffers.Binary;

namespace Cluster.Imaging.Decoding;

/// <summary>The first directory of a TIFF file: of the classic kind (TIFF 6.0, section 2), or of BigTIFF, whose offsets and counts have eight bytes.</summary>
internal readonly ref struct TiffDirectory
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly bool _bigEndian;
    private readonly bool _isBig;
    private readonly long _first;

    public TiffDirectory(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _bigEndian = bytes[0] == 'M';
        _isBig = Whole(2, 2) == 43;
        var at = _isBig ? Whole(8, 8) : Whole(4, 4);
        var counted = _isBig ? 8 : 2;
        IsThere = at >= 8 && at <= bytes.Length - counted;
        _first = at + counted;
        Entries = IsThere ? Whole(at, counted) : 0;
    }

    /// <summary>False when the file ends before the directory begins.</summary>
    public bool IsThere { get; }

    /// <summary>How many entries the file announces; not all need lie inside it.</summary>
    public long Entries { get; }

    private int EntryBytes => _isBig ? 20 : 12;

    /// <summary>False when the file ends before the entry does. <paramref name="at"/> is where the entry's values begin; they may lie beyond the file.</summary>
    public bool TryEntry(long index, out int tag, out int size, out long count, out long at)
    {
        var entry = _first + (index * EntryBytes);
        (tag, size, count, at) = (0, 0, 0, 0);
        if (entry < 0 || entry > _bytes.Length - EntryBytes)
        {
            return false;
        }

        (tag, size) = ((int)Whole(entry, 2), SizeOf((int)Whole(entry + 2, 2)));
        count = Whole(entry + 4, _isBig ? 8 : 4);
        var (value, room) = (entry + (_isBig ? 12 : 8), _isBig ? 8 : 4);
        at = count >= 0 && count <= room / size ? value : Whole(value, room);
        return true;
    }

    /// <summary>An unsigned number of 1, 2, 4 or 8 bytes; 0 beyond the file.</summary>
    public long Whole(long at, int size)
    {
        if (at < 0 || at > _bytes.Length - size)
        {
            return 0;
        }

        var part = _bytes.Slice((int)at, size);
        return (size, _bigEndian) switch
        {
            (1, _) => part[0],
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(part),
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(part),
            (8, true) => BinaryPrimitives.ReadInt64BigEndian(part),
            (8, false) => BinaryPrimitives.ReadInt64LittleEndian(part),
            (_, true) => BinaryPrimitives.ReadUInt32BigEndian(part),
            _ => BinaryPrimitives.ReadUInt32LittleEndian(part),
        };
    }

    // Field types: 3 and 8 have two bytes, 16 to 18 eight, 1, 2, 6 and 7 one; the rest is read as four.
    private static int SizeOf(int type) => type switch
    {
        3 or 8 => 2,
        16 or 17 or 18 => 8,
        1 or 2 or 6 or 7 => 1,
        _ => 4,
    };
}
