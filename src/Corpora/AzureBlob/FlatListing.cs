using System.Runtime.CompilerServices;
using Azure.Storage.Blobs.Models;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.AzureBlob;

/// <summary>Lists the blobs under a prefix in order of their names, a page at a time.</summary>
internal sealed class FlatListing(BlobRoot root, int pageSize)
{
    /// <summary>
    /// The blobs whose name starts with <paramref name="prefix"/> and is not below <paramref name="from"/>. The next page is asked for while one is
    /// given out, unless it lies behind <paramref name="to"/>, where the caller is going to stop.
    /// </summary>
    public async IAsyncEnumerable<ListedBlob> ReadAsync(
        string prefix, string? from, string? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var options = new GetBlobsOptions { Prefix = prefix.Length > 0 ? prefix : null, StartFrom = from, Traits = BlobTraits.Metadata };
        var pages = root.Container.GetBlobsAsync(options, left.Token).AsPages(null, pageSize).GetAsyncEnumerator(left.Token);
        Task<bool>? next = null;
        try
        {
            while (await (next ?? Faulted.NextAsync(pages, root).AsTask()))
            {
                var page = pages.Current.Values;
                var isLast = page.Count > 0 && to is not null && string.CompareOrdinal(page[^1].Name, to) > 0;
                next = isLast ? null : Faulted.NextAsync(pages, root).AsTask();
                foreach (var blob in page)
                {
                    // A blob that marks the root as a folder has no key in it.
                    if (!IsFolder(blob) && blob.Name != root.Prefix)
                    {
                        yield return Of(blob);
                    }
                }
            }
        }
        finally
        {
            await left.CancelAsync();
            await (next ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await pages.DisposeAsync();
        }
    }

    /// <summary>The entry of a blob.</summary>
    internal static ListedBlob Of(BlobItem blob) => new(blob.Name, TagOf(blob), blob.Properties.ContentLength ?? -1);

    /// <summary>Whether it is no blob: accounts with a hierarchical namespace list each folder as an empty blob with this mark.</summary>
    internal static bool IsFolder(BlobItem blob) => blob.Metadata is { } metadata && metadata.ContainsKey("hdi_isfolder");

    private static string TagOf(BlobItem blob) => blob.Properties.ETag?.ToString("G").Trim('"') ?? "";

    /// <summary>Moves a listing on, with Azure's errors turned into failures.</summary>
    internal static class Faulted
    {
        public static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> pages, BlobRoot root)
        {
            try
            {
                return await pages.MoveNextAsync();
            }
            catch (Exception e) when (BlobFaults.OfListing(e, root) is { } failure)
            {
                throw new FailureException(failure, e);
            }
        }
    }
}
