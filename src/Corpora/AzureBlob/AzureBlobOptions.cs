using Azure.Storage.Blobs;

namespace Cluster.Corpora.AzureBlob;

/// <summary>The storage accounts that this host may read, by name. Configuration section <c>Corpora:AzureBlob</c>.</summary>
/// <remarks>A corpus names an account; its credentials are only here, so that no job carries a secret.</remarks>
public sealed class AzureBlobOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Corpora:AzureBlob";

    /// <summary>The accounts, by the name that corpora use. Default: none.</summary>
    public IDictionary<string, AzureBlobAccountOptions> Accounts { get; set; } =
        new Dictionary<string, AzureBlobAccountOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Blobs asked for in one page of a listing, 1 to 5,000. Default: 5,000.</summary>
    public int PageSize { get; set; } = 5_000;

    /// <summary>Folders listed at the same time while a corpus is cut into partitions, 1 to 64; with 1, names are listed as they come, without looking for folders. Default: 8.</summary>
    public int ParallelPrefixes { get; set; } = 8;

    /// <summary>Changes the client of an account before it is made, for a transport or policy of the host's own. Not from configuration.</summary>
    public Action<string, BlobClientOptions>? ConfigureClient { get; set; }
}
