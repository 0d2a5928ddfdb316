using Cluster.Domain.Outcomes;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Corpora.LocalFolder;

/// <summary>Reads one file whole, into pooled memory, as one version of it.</summary>
internal static class FileReader
{
    private const int Attempts = 4;

    /// <summary>The bytes of the file at <paramref name="path"/>, or why there are none.</summary>
    public static async ValueTask<BlobRead> ReadAsync(string path, long maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                if (await TryReadAsync(path, maxBytes, cancellationToken) is { } read)
                {
                    return read;
                }
            }

            return BlobRead.Failed(FailureKind.Unavailable, "The file changed while it was read, each time; try again when it is written.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        {
            return Gone();
        }
        catch (UnauthorizedAccessException)
        {
            return BlobRead.Failed(FailureKind.Forbidden, "The file may not be read; give the process read permission.");
        }
        catch (IOException e)
        {
            return BlobRead.Failed(FailureKind.Unavailable, $"The file cannot be read now: {e.Message}");
        }
    }

    // Null when the file changed under the read.
    private static async ValueTask<BlobRead?> TryReadAsync(string path, long maxBytes, CancellationToken cancellationToken)
    {
        if (FileVersion.Of(path) is not { } listed)
        {
            return Gone();
        }

        if (listed.Length == 0)
        {
            // Never opened: pipes and devices have no size either, and opening one may wait for ever.
            return BlobRead.Of(default, listed.ETag);
        }

        using var handle = File.OpenHandle(path, options: FileOptions.Asynchronous | FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
        var version = FileVersion.Of(handle);
        if (version.Length > Math.Min(maxBytes, Array.MaxLength))
        {
            return BlobRead.Failed(FailureKind.TooManyBytes, $"The file has {version.Length} bytes; the limit is {maxBytes}.");
        }

        var bytes = new PooledBytes((int)version.Length);
        try
        {
            if (await FillAsync(handle, bytes.Memory, cancellationToken) && FileVersion.Of(handle) == version)
            {
                var read = BlobRead.Of(bytes.Memory, version.ETag, bytes);
                bytes = null;
                return read;
            }

            return null;
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    private static async ValueTask<bool> FillAsync(SafeFileHandle handle, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var count = await RandomAccess.ReadAsync(handle, bytes[done..], done, cancellationToken);
            if (count == 0)
            {
                return false;
            }

            done += count;
        }

        return true;
    }

    private static BlobRead Gone() => BlobRead.Failed(FailureKind.Gone, "The file was listed but is no longer there.");
}
