using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Cluster.Imaging.Isolation;

/// <summary>What travels between a host and its decoding process: a letter, then numbers in little-endian order, then bytes.</summary>
internal static class DecodeFrames
{
    /// <summary>Worker: ready.</summary>
    public const byte Ready = (byte)'K';

    /// <summary>Host: how pictures are wanted from now on. A length, then JSON.</summary>
    public const byte Order = (byte)'S';

    /// <summary>Host: a picture. A length, then its bytes.</summary>
    public const byte Picture = (byte)'I';

    /// <summary>Worker: the picture has to be decoded whole and will take so many bytes. Waits for <see cref="Go"/> or <see cref="Leave"/>.</summary>
    public const byte Weight = (byte)'H';

    /// <summary>Host: decode it.</summary>
    public const byte Go = (byte)'G';

    /// <summary>Host: do not.</summary>
    public const byte Leave = (byte)'N';

    /// <summary>Worker: width, height, kind of failure, length of its detail; the detail; without a failure the tile.</summary>
    public const byte Result = (byte)'R';

    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    /// <summary>The order as it travels.</summary>
    public static byte[] Write(DecodeOrder order) => JsonSerializer.SerializeToUtf8Bytes(order, Json);

    /// <summary>Reads what <see cref="Write(DecodeOrder)"/> wrote.</summary>
    public static DecodeOrder Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<DecodeOrder>(json, Json)!;

    public static void WriteFrame(this Stream stream, byte kind, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        stream.Write(head);
        stream.Write(bytes);
    }

    public static int ReadNumber(this Stream stream)
    {
        Span<byte> number = stackalloc byte[4];
        stream.ReadExactly(number);
        return BinaryPrimitives.ReadInt32LittleEndian(number);
    }

    public static void WriteNumber(this Stream stream, int value)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, value);
        stream.Write(number);
    }

    /// <summary>The next letter.</summary>
    /// <exception cref="EndOfStreamException">The other side has ended.</exception>
    public static byte ReadKind(this Stream stream) => stream.ReadByte() is >= 0 and var kind ? (byte)kind : throw new EndOfStreamException();

    public static string ReadText(this Stream stream, int length)
    {
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
