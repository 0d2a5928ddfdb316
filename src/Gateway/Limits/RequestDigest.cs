using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Gateway.Limits;

/// <summary>Tells whether a request sent again is the same: the order of its members and its white space do not count.</summary>
internal static class RequestDigest
{
    // What is left out is not written, so that a request reads the same when a later version knows more members.
    private static readonly JsonSerializerOptions Written = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>SHA-256, 64 hex digits.</summary>
    public static string Of<T>(T request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, Written)));
}
