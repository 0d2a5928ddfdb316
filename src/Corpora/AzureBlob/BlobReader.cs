using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.AzureBlob;

/// <summary>Reads one blob whole, or a range of it, into pooled memory, as one version of it.</summary>
/// <remarks>
/// A connection that breaks is taken up again by the client library at the byte where it broke, on the condition that the blob is still the
/// same version; if it is not, the new version is read from its start.
/// </remarks>
internal static class BlobReader
{
    private const int Attempts = 4;

    /// <summary>The bytes, or why there are none.</summary>
    public static async ValueTask<BlobRead> ReadAsync(BlobClient blob, BlobDownloadOptions options, long maxBytes, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryReadAsync(blob, options, maxBytes, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 412 && options.Conditions is null)
            {
                if (attempt == Attempts)
                {
                    return BlobRead.Failed(FailureKind.Unavailable, "The blob was replaced while it was read, each time; try again later.");
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && BlobFaults.OfBlob(e, blob.AccountName) is { } failure)
            {
                return BlobRead.Failed(failure.Kind, failure.Detail);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return BlobRead.Failed(FailureKind.TimedOut, $"The storage account '{blob.AccountName}' did not send the blob in time.");
            }
        }
    }

    private static async ValueTask<BlobRead> TryReadAsync(BlobClient blob, BlobDownloadOptions options, long maxBytes, CancellationToken cancellationToken)
    {
        using var response = (await blob.DownloadStreamingAsync(options, cancellationToken)).Value;
        var length = response.Details.ContentLength;
        if (length > Math.Min(maxBytes, Array.MaxLength))
        {
            return BlobRead.Failed(FailureKind.TooManyBytes, $"The blob has {length} bytes; the limit is {maxBytes}.");
        }

        var bytes = new PooledBytes((int)length);
        try
        {
            await response.Content.ReadExactlyAsync(bytes.Memory, cancellationToken);
            var read = BlobRead.Of(bytes.Memory, response.Details.ETag.ToString("G").Trim('"'), bytes);
            bytes = null;
            return read;
        }
        finally
        {
            bytes?.Dispose();
        }
    }
}
