using System.Runtime.CompilerServices;
using Azure.Storage.Blobs.Models;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.AzureBlob;

/// <summary>Lists the blobs under a prefix in order of their names, a page at a time.</summary>
internal sealed class FlatListing(BlobRoot root, int pageSize)
{
    /// <summary>The blobs whose name starts with <paramref name="prefix"/> and is not below <paramref name="from"/>.</summary>
    public async IAsyncEnumerable<ListedBlob> ReadAsync(string prefix, string? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new GetBlobsOptions { Prefix = prefix.Length > 0 ? prefix : null, StartFrom = from, Traits = BlobTraits.Metadata };
        var pages = root.Container.GetBlobsAsync(options, cancellationToken).AsPages(null, pageSize).GetAsyncEnumerator(cancellationToken);
        await using (pages)
        {
            while (await Faulted.NextAsync(pages, root))
            {
                foreach (var blob in pages.Current.Values)
                {
                    if (!IsFolder(blob))
                    {
                        yield return new ListedBlob(blob.Name, TagOf(blob), blob.Properties.ContentLength ?? -1);
                    }
                }
            }
        }
    }

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
