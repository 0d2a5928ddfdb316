using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cluster.Gateway.Retrieval;

/// <summary>Tells whether a cursor belongs to a question.</summary>
internal static class QueryFingerprint
{
    /// <summary>The same for the same question; page and limit are to be taken out before.</summary>
    public static ulong Of<T>(T request, ReadOnlyMemory<byte>? upload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(request));
        hash.AppendData(upload is { } bytes ? SHA256.HashData(bytes.Span) : []);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }
}
