using System.Runtime.CompilerServices;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.LocalFolder;

/// <summary>
/// A folder tree as a corpus. Every regular file that is not hidden is an image, with its path below the root as its key; what is no
/// picture ends in quarantine. Listed in ordinal (UTF-16) order of the whole key. A position is a key.
/// </summary>
/// <remarks>
/// Links to files inside the root are listed; links out of it are not, and cannot be read. Links to directories are not entered: what
/// they show is listed under its own key. Names that are not valid UTF-8 are listed and then refused on reading.
/// </remarks>
public sealed class LocalFolderSource : IFileSource
{
    private readonly FolderRoot _root;
    private readonly int _partitionSize;
    private readonly KeyFilter _filter;
    private readonly FolderWalk _walk;

    internal LocalFolderSource(FolderRoot root, int partitionSize, KeyFilter filter, int windowSize)
    {
        _root = root;
        _partitionSize = partitionSize;
        _filter = filter;
        _walk = new FolderWalk(root, new NameWindow(root, filter, windowSize));
    }

    /// <inheritdoc />
    public bool CutsAnywhere => true;

    /// <inheritdoc />
    public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(Check());

    /// <inheritdoc />
    public async IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(
        CorpusPartition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var cut = new PartitionCut(_partitionSize, after);
        foreach (var key in _walk.Keys(null, after?.End, null, cancellationToken))
        {
            if (cut.Add(key) is { } partition)
            {
                yield return partition;
            }
        }

        if (cut.Rest() is { } last)
        {
            yield return last;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<CorpusImage> ListImagesAsync(
        CorpusPartition partition, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var key in _walk.Keys(partition.Start, after, partition.End, cancellationToken))
        {
            if (VersionOf(key) is { } version)
            {
                yield return ImageOf(key, version);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken)
    {
        var (path, refusal) = Locate(image.Key.Value);
        return path is null
            ? ValueTask.FromResult(BlobRead.Failed(refusal!.Kind, refusal.Detail))
            : FileReader.ReadAsync(path, maxBytes, cancellationToken);
    }

    /// <inheritdoc />
    /// <exception cref="FailureException">Forbidden when the key tries to leave the folder.</exception>
    public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken)
    {
        var (path, refusal) = Locate(key.Value);
        if (refusal is { Kind: FailureKind.Forbidden })
        {
            throw new FailureException(refusal);
        }

        return ValueTask.FromResult(path is not null && _filter.Wants(key.Value) && FileVersion.Of(path) is { } version ? ImageOf(key.Value, version) : null);
    }

    ValueTask<Stream> IFileSource.OpenAsync(CorpusImage file, CancellationToken cancellationToken)
    {
        var (path, refusal) = Locate(file.Key.Value);
        return ValueTask.FromResult<Stream>(path is not null ? FileReader.OpenVersion(path, file.ETag) : throw new FailureException(refusal!));
    }

    ValueTask<BlobRead> IFileSource.ReadRangeAsync(CorpusImage file, long offset, long length, CancellationToken cancellationToken)
    {
        var (path, refusal) = Locate(file.Key.Value);
        return path is null
            ? ValueTask.FromResult(BlobRead.Failed(refusal!.Kind, refusal.Detail))
            : FileReader.ReadRangeAsync(path, file.ETag, offset, length, cancellationToken);
    }

    private static CorpusImage ImageOf(string key, FileVersion version) => new(new BlobKey(key), key, version.ETag, version.Length);

    private Failure? Check()
    {
        try
        {
            if (File.Exists(_root.FullPath))
            {
                return new Failure(FailureKind.CorpusNotFound, $"'{_root.FullPath}' is a file, not a folder; give the folder that holds the images.");
            }

            if (!Directory.Exists(_root.FullPath))
            {
                return new Failure(FailureKind.CorpusNotFound, $"There is no folder '{_root.FullPath}' on this host; correct the location.");
            }

            using var entries = Directory.EnumerateFileSystemEntries(_root.FullPath).GetEnumerator();
            entries.MoveNext();
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return new Failure(FailureKind.Forbidden, $"The folder '{_root.FullPath}' may not be read; give the process read and search permission.");
        }
        catch (IOException e)
        {
            return new Failure(FailureKind.Unavailable, $"The folder '{_root.FullPath}' cannot be listed now: {e.Message}");
        }
    }

    // The version of a listed key, null when it has gone since. A name that is not UTF-8 cannot be looked at, but is an image all the same.
    private FileVersion? VersionOf(string key)
    {
        var path = _root.PathOf(key);
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            return _root.FollowInside(path) is { } target ? FileVersion.Of(target) : null;
        }

        return file.Exists || !key.Contains(FolderKey.Undecodable, StringComparison.Ordinal) ? FileVersion.Of(path) : FileVersion.Unknown;
    }

    private (string? Path, Failure? Refusal) Locate(string key)
    {
        if (FolderKey.WhyRefused(key) is { } why)
        {
            return (null, new Failure(FailureKind.Forbidden, why + " Only files inside the corpus folder can be read."));
        }

        if (FolderKey.IsHidden(key))
        {
            return (null, new Failure(FailureKind.Gone, $"'{key}' is hidden, and hidden files belong to no corpus."));
        }

        var path = _root.PathOf(key);
        if (HasNoLink(key))
        {
            return key.Contains(FolderKey.Undecodable, StringComparison.Ordinal) && !File.Exists(path)
                ? (null, new Failure(FailureKind.Gone, $"The file name '{key}' is not valid UTF-8, so it cannot be opened; rename the file."))
                : (path, null);
        }

        return _root.FollowInside(path) is { } target
            ? (target, null)
            : (null, new Failure(FailureKind.Forbidden, $"'{key}' is a link that leaves the corpus folder or leads nowhere; put the file itself there."));
    }

    // One lstat for each segment: a link anywhere in the path could lead out of the root.
    private bool HasNoLink(string key)
    {
        for (var slash = key.IndexOf('/', StringComparison.Ordinal); ; slash = key.IndexOf('/', slash + 1))
        {
            var file = new FileInfo(_root.PathOf(slash < 0 ? key : key[..slash]));
            if (file.LinkTarget is not null)
            {
                return false;
            }

            if (slash < 0)
            {
                return true;
            }
        }
    }
}
