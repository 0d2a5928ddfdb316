using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Cli.Tests.Hub;

/// <summary>A file of the model that <see cref="HubServer"/> serves.</summary>
/// <param name="Path">Inside the repository.</param>
/// <param name="Bytes">What is served.</param>
/// <param name="IsLarge">Whether it lies in LFS, so that the hub knows its SHA-256 and redirects to storage.</param>
internal sealed record HubContent(string Path, byte[] Bytes, bool IsLarge = false)
{
    /// <summary>The SHA-256 that the hub announces; of <see cref="Bytes"/> unless the hub is to lie.</summary>
    public string Sha256 { get; init; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>The size that the hub announces.</summary>
    public long Size { get; init; } = Bytes.Length;

    /// <summary>The git hash that the hub announces: of the blob, or of the pointer to it.</summary>
    public string GitOid { get; init; } = IsLarge ? new string('1', 40) : GitOidOf(Bytes);

    /// <summary>The entry of the hub's listing.</summary>
    public object Listing => IsLarge
        ? new { type = "file", oid = GitOid, size = Size, path = Path, lfs = new { oid = Sha256, size = Size, pointerSize = 134 } }
        : new { type = "file", oid = GitOid, size = Size, path = Path };

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Git's format.")]
    private static string GitOidOf(byte[] bytes) => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));
}
