using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Cluster.Corpora.AzureBlob;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora.Tests.AzureBlob;

/// <summary>A container of its own in Azurite.</summary>
public sealed class BlobFixture : ICorpusFixture
{
    private readonly AzureBlobOptions _options;
    private readonly AzureBlobAccounts _accounts;

    public BlobFixture(Azurite azurite, string prefix = "", int pageSize = 3, Action<AzureBlobAccountOptions>? account = null, int parallel = 3)
    {
        var settings = new AzureBlobAccountOptions { ConnectionString = azurite.ConnectionString, RetryDelay = TimeSpan.FromMilliseconds(1) };
        account?.Invoke(settings);
        _options = new AzureBlobOptions
        {
            PageSize = pageSize,
            ParallelPrefixes = parallel,

            // The same service twice: two accounts as far as a corpus knows.
            Accounts = { ["dev"] = settings, ["archive"] = settings },
            ConfigureClient = (_, client) => client.Transport = new HttpClientTransport(new HttpClient(Faults)),
        };
        _accounts = new AzureBlobAccounts(Options.Create(_options), TimeProvider.System);
        Prefix = prefix;
        Container = new BlobContainerClient(azurite.ConnectionString, "c" + Guid.NewGuid().ToString("n"));
    }

    public string Prefix { get; }

    public FaultHandler Faults { get; } = new();

    public BlobContainerClient Container { get; }

    public AzureBlobSourceFactory Factory => new(_accounts, Options.Create(_options), TimeProvider.System);

    public string Location => $"dev/{Container.Name}/{Prefix}";

    public ICorpusSource Open(int partitionSize = 10_000, string? location = null, params (string, string)[] options) =>
        Factory.Create(
            new CorpusSpec(new CorpusId("c"), "azure-blob", location ?? Location, partitionSize) { Options = options.ToDictionary(static o => o.Item1, static o => o.Item2) });

    public async Task<BlobFixture> WithAsync(params IEnumerable<(string Key, byte[] Bytes)> images)
    {
        await Container.CreateIfNotExistsAsync();
        await Parallel.ForEachAsync(images, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (image, token) =>
            await Container.GetBlobClient(Prefix + image.Key).UploadAsync(new BinaryData(image.Bytes), overwrite: true, token));
        return this;
    }

    public async Task<ICorpusSource> OpenAsync(IReadOnlyDictionary<string, byte[]> images, int partitionSize)
    {
        await WithAsync(images.Select(static i => (i.Key, i.Value)));
        return Open(partitionSize);
    }

    public async Task<bool> RemoveAsync(CorpusImage image)
    {
        await Container.DeleteBlobAsync(Prefix + image.Key.Value);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        _accounts.Dispose();
        await Container.DeleteIfExistsAsync();
    }
}
