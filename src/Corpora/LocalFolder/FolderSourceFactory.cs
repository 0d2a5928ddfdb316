using Cluster.Domain.Corpora;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora.LocalFolder;

/// <summary>Makes sources of kind <c>folder</c>. Options: <c>include</c>, <c>exclude</c> (comma-separated file extensions).</summary>
public sealed class FolderSourceFactory(IOptions<FolderOptions> options) : ICorpusSourceFactory
{
    /// <inheritdoc />
    public string Kind => "folder";

    /// <inheritdoc />
    public ICorpusSource Create(CorpusSpec corpus) => Open(corpus);

    internal LocalFolderSource Open(CorpusSpec corpus)
    {
        var corpusOptions = new CorpusOptions(corpus, KeyFilter.Include, KeyFilter.Exclude);
        var root = FolderRoot.Of(corpus, options.Value.AllowedRoots);
        return new LocalFolderSource(root, corpus.PartitionSize, new KeyFilter(corpusOptions), options.Value.WindowSize);
    }
}
