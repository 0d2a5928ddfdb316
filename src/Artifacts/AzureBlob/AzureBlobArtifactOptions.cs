namespace Cluster.Artifacts.AzureBlob;

/// <summary>The container where artifacts lie, instead of a folder. Configuration section <c>Artifacts:AzureBlob</c>.</summary>
/// <remarks>
/// Sign-in is the first of these that is set: <see cref="ConnectionString"/>, <see cref="SasToken"/>, <see cref="ManagedIdentityClientId"/>; else the identity
/// of the environment.
/// </remarks>
public sealed class AzureBlobArtifactOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Artifacts:AzureBlob";

    /// <summary>The container; made when it is absent. Null, the default: artifacts lie in a folder.</summary>
    public string? Container { get; set; }

    /// <summary>The blob endpoint, such as <c>https://name.blob.core.windows.net</c>. Required with a container, unless a connection string is given.</summary>
    public string? ServiceUri { get; set; }

    /// <summary>A connection string with a key or SAS. A secret.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A shared access signature that allows reading, writing, deleting and listing. A secret.</summary>
    public string? SasToken { get; set; }

    /// <summary>The client id of the managed identity to use.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>What the names of all artifacts begin with in the container: whole segments ending in a slash, or empty. Default: empty.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Bytes sent in one request; what is longer goes in several. 64 KiB to 64 MiB. Default: 4 MiB.</summary>
    public int BlockSize { get; set; } = 4 << 20;
}
