using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Cluster.Encoders.Manifests;

/// <summary>SHA-256 of model files, remembered while size and time of a file stay the same: weights are hundreds of megabytes.</summary>
internal sealed class FileHashes
{
    private readonly ConcurrentDictionary<(string Path, long Length, DateTime Written), string> _known = new();

    /// <summary>As <see cref="OfAsync"/>, for a caller that owns its thread.</summary>
    public string Of(string path)
    {
        var file = new FileInfo(path);
        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return _known[key] = Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    public async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return _known[key] = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
