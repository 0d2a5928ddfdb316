using Cluster.Corpora.AzureBlob;
using Cluster.Corpora.LocalFolder;
using Cluster.Domain.Corpora;

namespace Cluster.Corpora;

/// <summary>Opens where the files of a corpus lie: a folder when its location is an absolute path, else blob storage.</summary>
public sealed class FileSources(FolderSourceFactory folders, AzureBlobSourceFactory blobs)
{
    /// <summary>The files of <paramref name="corpus"/> with one of the extensions, or all without any.</summary>
    internal IFileSource Open(CorpusSpec corpus, params IEnumerable<string> extensions)
    {
        var files = corpus with { Options = new Dictionary<string, string> { [KeyFilter.Include] = string.Join(',', extensions) } };
        return Path.IsPathFullyQualified(corpus.Location) ? folders.Open(files) : blobs.Open(files);
    }
}
