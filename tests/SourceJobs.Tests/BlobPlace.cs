using Azure.Storage.Blobs;
using Cluster.TestSupport;

namespace Cluster.SourceJobs.Tests;

/// <summary>A container of a real Azurite, and how a process is told of it.</summary>
internal sealed class BlobPlace(AzuriteProcess azurite, string container)
{
    /// <summary>The name of the account on the process under test.</summary>
    public const string Account = "dev";

    public BlobContainerClient Container { get; } = new(azurite.ConnectionString, container);

    /// <summary>The location of the container as a corpus.</summary>
    public string Location => $"{Account}/{Container.Name}";

    /// <summary>Settings of a process that reaches the account on a port, which may be that of a proxy.</summary>
    public static Dictionary<string, string> Settings(int port) => new()
    {
        [$"Corpora__AzureBlob__Accounts__{Account}__ConnectionString"] = AzuriteProcess.ConnectionStringAt(port),
        [$"Corpora__AzureBlob__Accounts__{Account}__RetryDelay"] = "00:00:00.02",
        [$"Corpora__AzureBlob__Accounts__{Account}__NetworkTimeout"] = "00:00:03",
    };

    /// <summary>Writes a blob; its new version.</summary>
    public async Task<string> WriteAsync(string key, byte[] bytes)
    {
        var answer = await Container.GetBlobClient(key).UploadAsync(new BinaryData(bytes), overwrite: true);
        return answer.Value.ETag.ToString("G").Trim('"');
    }

    /// <summary>Writes many; their versions by key.</summary>
    public async Task<IDictionary<string, string>> WriteAllAsync(IEnumerable<(string Key, byte[] Bytes)> blobs, CancellationToken cancellationToken)
    {
        await Container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var versions = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(
            blobs, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (blob, _) => versions[blob.Key] = await WriteAsync(blob.Key, blob.Bytes));
        return versions;
    }
}
