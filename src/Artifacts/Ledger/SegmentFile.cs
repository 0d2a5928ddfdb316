using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Cluster.Artifacts.Rolls;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;

namespace Cluster.Artifacts.Ledger;

/// <summary>
/// A segment as an artifact: length of the head (4 bytes, little-endian) and the head in JSON; the rows, a line of JSON each; the roll; the points,
/// each with its id, the length of its payload (4 bytes), the payload in JSON and the vector in half precision.
/// </summary>
internal static class SegmentFile
{
    private const int MaxHead = 1 << 16;

    public static async Task WriteAsync(Stream stream, Segment segment, CancellationToken cancellationToken)
    {
        var rows = new ArrayBufferWriter<byte>();
        foreach (var row in segment.Rows)
        {
            LedgerRows.Write(rows, row);
        }

        var roll = new ArrayBufferWriter<byte>();
        foreach (var entry in segment.Kept.Select(RollEntry.Of).OrderBy(static entry => entry.Id))
        {
            RollCodec.Write(roll, entry);
        }

        var dimension = segment.Points.Count > 0 ? segment.Points[0].Vector.Length : 0;
        var head = JsonSerializer.SerializeToUtf8Bytes(
            new SegmentHeader(
                segment.From, segment.To, segment.Token.Value, segment.Counts, rows.WrittenCount, roll.WrittenCount, segment.Points.Count, dimension),
            LedgerJson.Plain.SegmentHeader);
        await WriteLengthAsync(stream, head.Length, cancellationToken);
        await stream.WriteAsync(head, cancellationToken);
        await stream.WriteAsync(rows.WrittenMemory, cancellationToken);
        await stream.WriteAsync(roll.WrittenMemory, cancellationToken);
        foreach (var point in segment.Points)
        {
            await WritePointAsync(stream, point, cancellationToken);
        }
    }

    public static async Task<SegmentHeader> ReadHeadAsync(Stream stream, ArtifactName name, CancellationToken cancellationToken)
    {
        var length = await ReadLengthAsync(stream, cancellationToken);
        if (length is <= 0 or > MaxHead)
        {
            throw new InvalidDataException($"The ledger segment '{name}' is damaged; restore the artifact.");
        }

        var head = await ReadBytesAsync(stream, length, cancellationToken);
        return JsonSerializer.Deserialize(head, LedgerJson.Plain.SegmentHeader)
            ?? throw new InvalidDataException($"The ledger segment '{name}' is damaged; restore the artifact.");
    }

    /// <summary>The rows behind the head.</summary>
    public static async Task<IReadOnlyList<QuarantineRow>> ReadRowsAsync(Stream stream, SegmentHeader head, ArtifactName name, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(new MemoryStream(await ReadBytesAsync(stream, head.RowBytes, cancellationToken)));
        return await LedgerRows.ReadAsync(lines, name, cancellationToken).ToListAsync(cancellationToken);
    }

    /// <summary>Goes on behind the rows.</summary>
    public static Task SkipRowsAsync(Stream stream, SegmentHeader head, CancellationToken cancellationToken) =>
        ReadBytesAsync(stream, head.RowBytes, cancellationToken);

    /// <summary>The roll behind the rows.</summary>
    public static async Task<IReadOnlyList<RollEntry>> ReadRollAsync(Stream stream, SegmentHeader head, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytesAsync(stream, head.RollBytes, cancellationToken);
        List<RollEntry> entries = [];
        for (var at = 0; at < bytes.Length;)
        {
            entries.Add(RollCodec.Read(bytes.AsSpan(at), out var size));
            at += size;
        }

        return entries;
    }

    /// <summary>The points behind the roll.</summary>
    public static async IAsyncEnumerable<EmbeddedPoint> ReadPointsAsync(
        Stream stream, SegmentHeader head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < head.Points; i++)
        {
            var id = PointId.Read(await ReadBytesAsync(stream, PointId.Size, cancellationToken));
            var payload = await ReadBytesAsync(stream, await ReadLengthAsync(stream, cancellationToken), cancellationToken);
            var vector = MemoryMarshal.Cast<byte, Half>(await ReadBytesAsync(stream, head.Dimension * 2, cancellationToken)).ToArray();
            yield return new EmbeddedPoint(id, vector, StoredPayload.Read(payload, fields: null));
        }
    }

    private static async Task WritePointAsync(Stream stream, EmbeddedPoint point, CancellationToken cancellationToken)
    {
        var id = new byte[PointId.Size];
        point.Id.Write(id);
        var payload = StoredPayload.Write(point.Payload);
        await stream.WriteAsync(id, cancellationToken);
        await WriteLengthAsync(stream, payload.Length, cancellationToken);
        await stream.WriteAsync(payload, cancellationToken);
        await stream.WriteAsync(MemoryMarshal.AsBytes(point.Vector.Span).ToArray(), cancellationToken);
    }

    private static async Task WriteLengthAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        await stream.WriteAsync(bytes, cancellationToken);
    }

    private static async Task<int> ReadLengthAsync(Stream stream, CancellationToken cancellationToken) =>
        BinaryPrimitives.ReadInt32LittleEndian(await ReadBytesAsync(stream, 4, cancellationToken));

    private static async Task<byte[]> ReadBytesAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
