using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Cli.Hub.Files;

/// <summary>Whether a file on disk is the one that was planned.</summary>
internal static class FileCheck
{
    /// <summary>Compares size, then SHA-256, or the git blob hash where the hub knows no other.</summary>
    /// <returns>Null when it is; else what is wrong with it.</returns>
    public static async Task<string?> FaultOfAsync(string path, PlannedFile planned, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (stream.Length != planned.Source.Size)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it has {stream.Length:N0} bytes, not {planned.Source.Size:N0}");
        }

        if (planned.Sha256 is { } expected)
        {
            var actual = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            return actual == expected ? null : $"its SHA-256 is {actual}, not {expected}";
        }

        var oid = await GitBlobOidAsync(stream, cancellationToken);
        return oid == planned.Source.GitOid ? null : $"its git hash is {oid}, not {planned.Source.GitOid}";
    }

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <summary>SHA-1 over "blob", the size and the content, as git names its objects.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Git's format; files of weight have a SHA-256.")]
    private static async Task<string> GitBlobOidAsync(FileStream stream, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
