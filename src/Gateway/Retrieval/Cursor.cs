using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Retrieval;

namespace Cluster.Gateway.Retrieval;

/// <summary>
/// Where a page ends. It carries the vectors that were encoded for the first page, because an encoder may give the last bit another way when it works on
/// another batch, and then points would change places between pages.
/// </summary>
/// <param name="Fingerprint">Of the question.</param>
/// <param name="Generation">Of the collection: pages of two generations are never mixed.</param>
/// <param name="Place">The last answer.</param>
/// <param name="Groups">Hashes of the groups shown so far.</param>
/// <param name="Vectors">What was encoded, in the order of the examples.</param>
internal sealed record Cursor(ulong Fingerprint, int Generation, ScorePlace Place, IReadOnlyList<ulong> Groups, IReadOnlyList<ReadOnlyMemory<float>> Vectors)
{
    private const byte Version = 1;
    private const int HeadLength = 1 + 8 + 4 + 4 + 16 + 4 + 4 + 4;

    /// <summary>The most vectors and groups that a cursor carries; with more there are no pages.</summary>
    public const int MaxVectors = 8;

    /// <inheritdoc cref="MaxVectors"/>
    public const int MaxGroups = 2_000;

    /// <summary>The text that callers give back.</summary>
    public string Write()
    {
        var dimension = Vectors.Count == 0 ? 0 : Vectors[0].Length;
        var bytes = new byte[HeadLength + (Groups.Count * 8) + 4 + (Vectors.Count * dimension * 4)];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(1), Fingerprint);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(9), Generation);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(13), Place.Score);
        Place.Id.Write(bytes.AsSpan(17));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(33), Place.Rank);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(37), Groups.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(41), Vectors.Count);
        var at = HeadLength;
        foreach (var group in Groups)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), group);
            at += 8;
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), dimension);
        at += 4;
        foreach (var vector in Vectors)
        {
            MemoryMarshal.AsBytes(vector.Span).CopyTo(bytes.AsSpan(at));
            at += dimension * 4;
        }

        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for a question to a collection of <paramref name="dimension"/>.</summary>
    /// <exception cref="FailureException">InvalidRequest: it is no cursor of this question; Conflict: the collection was built anew.</exception>
    public static Cursor Read(string text, ulong fingerprint, int generation, int dimension)
    {
        var most = HeadLength + (MaxGroups * 8) + 4 + (MaxVectors * dimension * 4);
        if (text.Length > (most + 2) / 3 * 4 || !Base64Url.IsValid(text) || Parse(Base64Url.DecodeFromChars(text), dimension) is not { } cursor)
        {
            throw new FailureException(FailureKind.InvalidRequest, "$.cursor is not one: give next of the page before as it came, or an empty text for the first page.");
        }

        if (cursor.Fingerprint != fingerprint)
        {
            throw new FailureException(FailureKind.InvalidRequest, "$.cursor belongs to another question: all but cursor and limit must be as for the page before.");
        }

        return cursor.Generation == generation
            ? cursor
            : throw new FailureException(FailureKind.Conflict, "The collection was built anew since the page before: begin again with an empty cursor.");
    }

    private static Cursor? Parse(byte[] bytes, int dimension)
    {
        if (bytes.Length < HeadLength + 4 || bytes[0] != Version)
        {
            return null;
        }

        var score = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(13));
        var rank = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(33));
        var groups = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(37));
        var vectors = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(41));
        if (!float.IsFinite(score) || rank is < 0 or > 1_000_000_000 || groups is < 0 or > MaxGroups || vectors is < 0 or > MaxVectors
            || bytes.Length != HeadLength + (groups * 8) + 4 + (vectors * dimension * 4))
        {
            return null;
        }

        var floats = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(HeadLength + (groups * 8) + 4)).ToArray();
        return new Cursor(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(1)),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(9)),
            new ScorePlace(score, PointId.Read(bytes.AsSpan(17)), rank),
            [.. Enumerable.Range(0, groups).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(HeadLength + (i * 8))))],
            [.. Enumerable.Range(0, vectors).Select(i => (ReadOnlyMemory<float>)floats.AsMemory(i * dimension, dimension))]);
    }
}
