using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Domain.Identity;

/// <summary>
/// The id of a point: a UUID derived from the corpus and the image key, so that embedding an image again overwrites
/// its point and never doubles it.
/// </summary>
/// <remarks>
/// The first 128 bits of SHA-256 over <c>corpus NUL key</c> (UTF-8), laid out as a version 8 (custom) UUID of RFC 9562.
/// 122 bits remain random-like: a collision is not a concern below 1e15 images.
/// </remarks>
/// <param name="High">The first eight bytes of the UUID, big-endian.</param>
/// <param name="Low">The last eight bytes of the UUID, big-endian.</param>
[GenerateSerializer, Immutable, Alias("cluster.point-id")]
public readonly record struct PointId([property: Id(0)] ulong High, [property: Id(1)] ulong Low) : IComparable<PointId>
{
    /// <summary>The bytes of an id on the wire and on disk.</summary>
    public const int Size = 16;

    /// <summary>The id of the image <paramref name="key"/> in <paramref name="corpus"/>.</summary>
    public static PointId For(CorpusId corpus, BlobKey key)
    {
        var length = Encoding.UTF8.GetByteCount(corpus.Value) + 1 + Encoding.UTF8.GetByteCount(key.Value);
        var text = length <= 512 ? stackalloc byte[length] : new byte[length];
        var written = Encoding.UTF8.GetBytes(corpus.Value, text);
        text[written++] = 0;
        Encoding.UTF8.GetBytes(key.Value, text[written..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return Read(hash);
    }

    /// <summary>Reads an id from its 16 bytes in network order.</summary>
    public static PointId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes the id as 16 bytes in network order.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>Reads the hyphenated form; false when <paramref name="text"/> is not a UUID.</summary>
    public static bool TryParse(string? text, out PointId id)
    {
        if (!Guid.TryParse(text, out var guid))
        {
            id = default;
            return false;
        }

        Span<byte> bytes = stackalloc byte[Size];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        id = Read(bytes);
        return true;
    }

    /// <summary>By bytes, as vector engines order UUIDs.</summary>
    public int CompareTo(PointId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>The lower-case hyphenated form.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public static bool operator <(PointId left, PointId right) => left.CompareTo(right) < 0;

    public static bool operator >(PointId left, PointId right) => left.CompareTo(right) > 0;

    public static bool operator <=(PointId left, PointId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PointId left, PointId right) => left.CompareTo(right) >= 0;
}
