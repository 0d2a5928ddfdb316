using Azure.Storage.Blobs;
using Cluster.Bench.Common;
using Cluster.Domain.Corpora;
using Cluster.TestSupport;

namespace Cluster.Bench.Pipeline;

/// <summary>The photographs of the comparison, flat in a folder of their own and, where Azurite is installed, in a container.</summary>
internal sealed class Photographs : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly AzuriteProcess? _azurite;

    private Photographs(TemporaryFolder folder, byte[][] files, AzuriteProcess? azurite) => (_folder, Files, _azurite) = (folder, files, azurite);

    /// <summary>Their bytes, in listing order.</summary>
    public byte[][] Files { get; }

    public string? ConnectionString => _azurite?.ConnectionString;

    /// <summary>The process that serves the blobs; its work is not the pipeline's.</summary>
    public int? Server => _azurite?.Id;

    public CorpusSpec Folder => new(new("photographs"), "folder", _folder.Root);

    public static CorpusSpec Blobs => new(new("photographs"), "azure-blob", "dev/photographs");

    /// <summary>Null when there are no photographs.</summary>
    public static async Task<Photographs?> GatherAsync(string source, int count, bool withBlobs = true)
    {
        if (!Directory.Exists(source))
        {
            return null;
        }

        var all = Directory.GetFiles(source, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var chosen = Enumerable.Range(0, Math.Min(count, all.Length)).Select(i => all[(long)i * all.Length / count]).ToArray();
        var folder = new TemporaryFolder();
        var files = chosen.Select(File.ReadAllBytes).ToArray();
        var azurite = withBlobs ? await AzuriteProcess.TryStartAsync() : null;
        var container = azurite is null ? null : new BlobContainerClient(azurite.ConnectionString, "photographs");
        if (container is not null)
        {
            await container.CreateIfNotExistsAsync();
        }

        for (var i = 0; i < files.Length; i++)
        {
            await File.WriteAllBytesAsync(folder.Path($"{i:D5}.jpg"), files[i]);
            if (container is not null)
            {
                await container.UploadBlobAsync($"{i:D5}.jpg", new BinaryData(files[i]));
            }
        }

        Report.Note($"{files.Length} photographs, {files.Average(static f => f.Length) / 1024:F0} KiB each; {(azurite is null ? "no Azurite" : "Azurite")} beside");
        return new(folder, files, azurite);
    }

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        _folder.Dispose();
    }
}
