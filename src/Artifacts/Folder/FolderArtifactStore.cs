using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Cluster.Artifacts.Folder;

/// <summary>Artifacts as files below one folder, each under its name.</summary>
/// <remarks>
/// An artifact is written to <c>.tmp/</c> in the same folder, flushed to the disk, and renamed over its name. A killed process therefore
/// leaves the old content or the new. What it leaves in <c>.tmp/</c> is removed a day later.
/// </remarks>
public sealed class FolderArtifactStore : IArtifactStore
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    private readonly string _root;
    private readonly string _unfinished;

    /// <summary>Opens the store, making its folder when it is absent.</summary>
    public FolderArtifactStore(IOptions<FolderArtifactOptions> options, TimeProvider time)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Value.Folder));
        _unfinished = Path.Combine(_root, ".tmp");
        FolderFaults.Guard("open", () =>
        {
            Directory.CreateDirectory(_unfinished);
            RemoveAbandoned(time.GetUtcNow() - AbandonedAfter);
        });
    }

    /// <inheritdoc />
    public Task WriteAsync(ArtifactName name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        FolderFaults.GuardAsync(name.Value, async () =>
        {
            var target = PathOf(name);
            var unfinished = Path.Combine(_unfinished, Guid.NewGuid().ToString("n"));
            try
            {
                var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
                await using (stream.ConfigureAwait(false))
                {
                    await write(stream, cancellationToken);
                    await stream.FlushAsync(cancellationToken);
                    stream.Flush(flushToDisk: true);
                }

                cancellationToken.ThrowIfCancellationRequested();
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Move(unfinished, target, overwrite: true);
            }
            finally
            {
                File.Delete(unfinished);
            }
        });

    /// <inheritdoc />
    public Task<Stream?> OpenReadAsync(ArtifactName name, CancellationToken cancellationToken) =>
        FolderFaults.GuardAsync<Stream?>(name.Value, () =>
        {
            try
            {
                return Task.FromResult<Stream?>(new FileStream(
                    PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return Task.FromResult<Stream?>(null);
            }
        });

    /// <inheritdoc />
    public Task<bool> ExistsAsync(ArtifactName name, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(name)));

    /// <inheritdoc />
    public Task<bool> DeleteAsync(ArtifactName name, CancellationToken cancellationToken) =>
        FolderFaults.GuardAsync(name.Value, () =>
        {
            var path = PathOf(name);
            var existed = File.Exists(path);
            if (existed)
            {
                File.Delete(path);
            }

            return Task.FromResult(existed);
        });

    /// <inheritdoc />
    public async IAsyncEnumerable<ArtifactEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (prefix.Length > 0 && (!prefix.EndsWith('/') || !ArtifactName.IsValid(prefix[..^1])))
        {
            throw new ArgumentException($"'{prefix}' is not a prefix of whole segments that ends in a slash.", nameof(prefix));
        }

        await Task.CompletedTask;
        foreach (var entry in Walk(prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    private IEnumerable<ArtifactEntry> Walk(string prefix)
    {
        // Only one directory at a time is held; a directory sorts as its name and a slash, as its artifacts do.
        foreach (var (name, file) in FolderFaults.Guard(prefix, () => Children(prefix)))
        {
            if (file is not null)
            {
                yield return new ArtifactEntry(new ArtifactName(prefix + name), file.Length);
                continue;
            }

            foreach (var entry in Walk(prefix + name))
            {
                yield return entry;
            }
        }
    }

    private List<(string Name, FileInfo? File)> Children(string prefix)
    {
        var folder = new DirectoryInfo(Path.Combine(_root, prefix.Replace('/', Path.DirectorySeparatorChar)));
        if (!folder.Exists)
        {
            return [];
        }

        var children = new List<(string Name, FileInfo? File)>();
        foreach (var info in folder.EnumerateFileSystemInfos())
        {
            // What does not have an artifact's name was put there by someone else, or is unfinished.
            if (ArtifactName.IsValid(info.Name) && info.Exists)
            {
                children.Add(info is FileInfo file ? (file.Name, file) : (info.Name + "/", null));
            }
        }

        children.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return children;
    }

    private string PathOf(ArtifactName name) =>
        ArtifactName.IsValid(name.Value)
            ? Path.Combine(_root, name.Value.Replace('/', Path.DirectorySeparatorChar))
            : throw new ArgumentException($"'{name}' is not an artifact name.", nameof(name));

    private void RemoveAbandoned(DateTimeOffset before)
    {
        foreach (var file in new DirectoryInfo(_unfinished).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < before.UtcDateTime)
            {
                file.Delete();
            }
        }
    }
}
