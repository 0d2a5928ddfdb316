using Cluster.Corpora.LocalFolder;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora.Tests.LocalFolder;

/// <summary>A folder with given files.</summary>
public sealed class FolderFixture(int windowSize = 65_536) : ICorpusFixture
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Root;

    public static ICorpusSource Open(string root, int partitionSize = 10_000, int windowSize = 65_536, params (string, string)[] options) =>
        new FolderSourceFactory(Options.Create(new FolderOptions { WindowSize = windowSize })).Create(
            new CorpusSpec(new CorpusId("c"), "folder", root, partitionSize) { Options = options.ToDictionary(static o => o.Item1, static o => o.Item2) });

    public ICorpusSource Open(int partitionSize = 10_000, params (string, string)[] options) => Open(Root, partitionSize, windowSize, options);

    public void Write(string key, byte[]? bytes = null)
    {
        var path = _folder.Path(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes ?? [1]);
    }

    public Task<ICorpusSource> OpenAsync(IReadOnlyDictionary<string, byte[]> images, int partitionSize)
    {
        foreach (var (key, bytes) in images)
        {
            Write(key, bytes);
        }

        return Task.FromResult(Open(partitionSize));
    }

    public Task<bool> RemoveAsync(CorpusImage image)
    {
        File.Delete(_folder.Path(image.Key.Value));
        return Task.FromResult(true);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
