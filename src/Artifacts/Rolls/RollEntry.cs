using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Rolls;

/// <summary>One line of a roll: an image by its point, and which version of it.</summary>
/// <param name="Id">The point.</param>
/// <param name="Version">The first eight bytes of the SHA-256 of the ETag, so that two rolls can be compared without keeping the texts.</param>
/// <param name="Key">The image's key, in rolls that have to name images; else null.</param>
public readonly record struct RollEntry(PointId Id, ulong Version, string? Key = null)
{
    /// <summary>The entry of an image that a pass keeps.</summary>
    public static RollEntry Of(KeptImage image) => new(image.Id, VersionOf(image.ETag));

    /// <summary>A version in eight bytes.</summary>
    public static ulong VersionOf(string etag)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(etag), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
