using Cluster.Artifacts.AzureBlob;
using Cluster.Clustering;
using Cluster.Corpora.AzureBlob;

namespace Cluster.SiloHost;

/// <summary>
/// The connection string <c>blobs</c>: an account of this name for corpora, and where artifacts lie when they are to lie in a container and nothing else says
/// where that is. Aspire hands out a connection string for an emulator and an address for an account that is signed in to by identity.
/// </summary>
internal static class BlobsConnection
{
    public static void Apply(IConfigurationManager configuration)
    {
        var text = configuration.GetConnectionString(ConnectionNames.Blobs);
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var key = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? nameof(AzureBlobAccountOptions.ServiceUri)
            : nameof(AzureBlobAccountOptions.ConnectionString);
        Dictionary<string, string?> given = [];
        Give($"{AzureBlobOptions.Section}:{nameof(AzureBlobOptions.Accounts)}:{ConnectionNames.Blobs}");
        if (!string.IsNullOrWhiteSpace(configuration[$"{AzureBlobArtifactOptions.Section}:{nameof(AzureBlobArtifactOptions.Container)}"]))
        {
            Give(AzureBlobArtifactOptions.Section);
        }

        configuration.AddInMemoryCollection(given);

        // What the configuration says by itself is more exact.
        void Give(string section)
        {
            var said = configuration.GetSection(section);
            if (said[nameof(AzureBlobAccountOptions.ServiceUri)] is null && said[nameof(AzureBlobAccountOptions.ConnectionString)] is null)
            {
                given[$"{section}:{key}"] = text;
            }
        }
    }
}
