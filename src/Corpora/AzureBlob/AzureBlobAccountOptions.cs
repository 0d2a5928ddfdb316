namespace Cluster.Corpora.AzureBlob;

/// <summary>One storage account: where it is, how to sign in, and how hard it may be used by this process.</summary>
/// <remarks>
/// Sign-in is the first of these that is set: <see cref="ConnectionString"/>, <see cref="SasToken"/>, <see cref="ManagedIdentityClientId"/>;
/// else the identity of the environment (Azure.Identity's default chain).
/// </remarks>
public sealed class AzureBlobAccountOptions
{
    /// <summary>The blob endpoint, such as <c>https://name.blob.core.windows.net</c>. Required unless a connection string is given.</summary>
    public string? ServiceUri { get; set; }

    /// <summary>A connection string with a key or SAS. A secret.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A shared access signature that allows read and list. A secret.</summary>
    public string? SasToken { get; set; }

    /// <summary>The client id of the managed identity to use.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>Requests this process may send to the account in a second, 1 to 1,000,000. Default: 5,000.</summary>
    public int RequestsPerSecond { get; set; } = 5_000;

    /// <summary>Attempts after the first, of a request that failed in passing, 0 to 20. Default: 6.</summary>
    public int MaxRetries { get; set; } = 6;

    /// <summary>The first wait before trying again; it doubles each time, up to 30 s, unless the service says how long. Default: 500 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long one attempt may stay without a byte. Default: 60 s.</summary>
    public TimeSpan NetworkTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
