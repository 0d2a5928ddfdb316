using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Cluster.Domain.Identity;

namespace Cluster.Artifacts.Rolls;

/// <summary>Entries as bytes: id (16), version (8, big-endian), length of the key (2, big-endian), key (UTF-8).</summary>
internal static class RollCodec
{
    private const int FixedSize = PointId.Size + 8 + 2;
    private const int BufferSize = 1 << 16;

    public static void Write(IBufferWriter<byte> output, RollEntry entry)
    {
        var length = entry.Key is null ? 0 : Encoding.UTF8.GetByteCount(entry.Key);
        var span = output.GetSpan(FixedSize + length);
        entry.Id.Write(span);
        BinaryPrimitives.WriteUInt64BigEndian(span[PointId.Size..], entry.Version);
        BinaryPrimitives.WriteUInt16BigEndian(span[(PointId.Size + 8)..], checked((ushort)length));
        if (length > 0)
        {
            Encoding.UTF8.GetBytes(entry.Key, span[FixedSize..]);
        }

        output.Advance(FixedSize + length);
    }

    public static RollEntry Read(ReadOnlySpan<byte> bytes, out int size)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(PointId.Size + 8)..]);
        size = FixedSize + length;
        return new RollEntry(
            PointId.Read(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[PointId.Size..]),
            length == 0 ? null : Encoding.UTF8.GetString(bytes.Slice(FixedSize, length)));
    }

    /// <summary>The entries of a stream, which it disposes of.</summary>
    public static async IAsyncEnumerable<RollEntry> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var input = stream;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize + FixedSize + ushort.MaxValue);
        try
        {
            var (start, end) = (0, 0);
            while (true)
            {
                while (Whole(buffer.AsSpan(start, end - start)))
                {
                    yield return Read(buffer.AsSpan(start, end - start), out var size);
                    start += size;
                }

                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                var read = await input.ReadAsync(buffer.AsMemory(end), cancellationToken);
                if (read == 0)
                {
                    if (end > 0)
                    {
                        throw new InvalidDataException("A roll ends in the middle of an entry; restore the artifact.");
                    }

                    yield break;
                }

                end += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Whole(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= FixedSize && bytes.Length >= FixedSize + BinaryPrimitives.ReadUInt16BigEndian(bytes[(PointId.Size + 8)..]);
}
