using System.Formats.Tar;
using System.Text;
using Cluster.Corpora.AzureBlob;
using Cluster.Corpora.LocalFolder;
using Cluster.Corpora.Tar;
using Cluster.Corpora.Tests.AzureBlob;
using Cluster.Corpora.Tests.LocalFolder;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora.Tests.Tar;

/// <summary>Shards in a folder, or in blobs when there is a container.</summary>
public sealed class TarFixture(TarEntryFormat format, BlobFixture? blobs = null) : ICorpusFixture
{
    public FolderFixture Folder { get; } = new();

    public static FileSources Files(BlobFixture? blobs) => new(
        new FolderSourceFactory(Options.Create(new FolderOptions())), blobs?.Factory ?? new AzureBlobSourceFactory(null!, Options.Create(new AzureBlobOptions()), TimeProvider.System));

    public ICorpusSource Open(params (string, string)[] options) => new TarSourceFactory(Files(blobs)).Create(
        new CorpusSpec(new CorpusId("c"), "tar", blobs?.Location ?? Folder.Root) { Options = options.ToDictionary(static o => o.Item1, static o => o.Item2) });

    public async Task<ICorpusSource> OpenAsync(IReadOnlyDictionary<string, byte[]> images, int partitionSize)
    {
        foreach (var (number, chunk) in images.Chunk(partitionSize).Index())
        {
            var members = chunk.SelectMany(static i => new[] { (i.Key, i.Value), (Path.ChangeExtension(i.Key, ".txt"), Encoding.UTF8.GetBytes(i.Key)) });
            var shard = TarShards.Write(format, members);
            if (blobs is not null)
            {
                await blobs.WithAsync(($"set/{number:D5}.tar", shard));
            }
            else
            {
                Folder.Write($"set/{number:D5}.tar", shard);
            }
        }

        return Open();
    }

    public string NameOf(BlobKey key) => key.Value[(key.Value.IndexOf(".tar/", StringComparison.Ordinal) + 5)..];

    public Task<bool> RemoveAsync(CorpusImage image) => Task.FromResult(false);

    public async ValueTask DisposeAsync()
    {
        await Folder.DisposeAsync();
        await (blobs?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
