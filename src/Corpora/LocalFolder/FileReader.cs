using System.Text.RegularExpressions;
using Cluster.Domain.Outcomes;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Corpora.LocalFolder;

/// <summary>Reads one file whole, into pooled memory, as one version of it.</summary>
internal static partial class FileReader
{
    private const int Attempts = 4;
    private const string NoLongerThere = "The file, or the version of it that was listed, is no longer there.";

    /// <summary>The bytes of the file at <paramref name="path"/>, or why there are none.</summary>
    public static ValueTask<BlobRead> ReadAsync(string path, long maxBytes, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryReadAsync(path, maxBytes, cancellationToken) is { } read)
            {
                return read;
            }
        }

        return BlobRead.Failed(FailureKind.Unavailable, "The file changed while it was read, each time; try again when it is written.");
    });

    /// <summary>A range of the version <paramref name="etag"/> of the file.</summary>
    public static ValueTask<BlobRead> ReadRangeAsync(string path, string etag, long offset, long length, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            using var handle = Open(path);
            if (FileVersion.Of(handle).ETag != etag)
            {
                return Gone();
            }

            var bytes = new PooledBytes(checked((int)length));
            try
            {
                if (!await FillAsync(handle, bytes.Memory, offset, cancellationToken))
                {
                    return BlobRead.Failed(FailureKind.Truncated, $"The file ends before byte {offset + length}.");
                }

                var read = BlobRead.Of(bytes.Memory, etag, bytes);
                bytes = null;
                return read;
            }
            finally
            {
                bytes?.Dispose();
            }
        });

    /// <summary>The version <paramref name="etag"/> of the file, for seeking and reading.</summary>
    /// <exception cref="FailureException">Gone when the file is not there, or another version of it.</exception>
    public static FileStream OpenVersion(string path, string etag)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous);
            return FileVersion.Of(stream.SafeFileHandle).ETag == etag ? stream : throw new FileNotFoundException();
        }
        catch (Exception e) when (FaultOf(e) is { } fault)
        {
            stream?.Dispose();
            throw new FailureException(fault, e);
        }
    }

    private static async ValueTask<BlobRead> GuardAsync(Func<ValueTask<BlobRead>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (FaultOf(e) is { } fault)
        {
            return BlobRead.Failed(fault.Kind, fault.Detail);
        }
    }

    private static Failure? FaultOf(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException or PathTooLongException => new(FailureKind.Gone, NoLongerThere),
        UnauthorizedAccessException => new(FailureKind.Forbidden, "The file may not be read; give the process read permission."),
        IOException => new(FailureKind.Unavailable, $"The file cannot be read now: {WithoutPath(e.Message)}"),
        _ => null,
    };

    // A folder that gives nothing more ends a partition, and why it did is logged; what images are called is not.
    private static string WithoutPath(string message) => QuotedPath().Replace(message, "");

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

        using var handle = Open(path);
        var version = FileVersion.Of(handle);
        if (version.Length > Math.Min(maxBytes, Array.MaxLength))
        {
            return BlobRead.Failed(FailureKind.TooManyBytes, $"The file has {version.Length} bytes; the limit is {maxBytes}.");
        }

        var bytes = new PooledBytes((int)version.Length);
        try
        {
            if (await FillAsync(handle, bytes.Memory, 0, cancellationToken) && FileVersion.Of(handle) == version)
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

    private static async ValueTask<bool> FillAsync(SafeFileHandle handle, Memory<byte> bytes, long offset, CancellationToken cancellationToken)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var count = await RandomAccess.ReadAsync(handle, bytes[done..], offset + done, cancellationToken);
            if (count == 0)
            {
                return false;
            }

            done += count;
        }

        return true;
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, options: FileOptions.Asynchronous | FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);

    private static BlobRead Gone() => BlobRead.Failed(FailureKind.Gone, NoLongerThere);

    [GeneratedRegex("( :)? '.*'", RegexOptions.Singleline)]
    private static partial Regex QuotedPath();
}
