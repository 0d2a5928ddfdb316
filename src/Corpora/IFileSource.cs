using Cluster.Domain.Corpora;

namespace Cluster.Corpora;

/// <summary>A source whose entries are files with more in them (tar shards, tables), which are read in parts.</summary>
internal interface IFileSource : ICorpusSource
{
    /// <summary>A partition that holds every file.</summary>
    static CorpusPartition Everything { get; } = new(0, "", "\uFFFF", -1);

    /// <summary>
    /// Opens the listed version of the file for seeking and reading. A reset connection is taken up again; a file replaced meanwhile ends in
    /// <see cref="Cluster.Domain.Outcomes.FailureException"/> (Gone when opening, Unavailable later).
    /// </summary>
    ValueTask<Stream> OpenAsync(CorpusImage file, CancellationToken cancellationToken);

    /// <summary>As <see cref="OpenAsync"/>, for reading from somewhere to the end in one go: steps forward are cheap, other seeks are not.</summary>
    ValueTask<Stream> OpenForwardAsync(CorpusImage file, CancellationToken cancellationToken) => OpenAsync(file, cancellationToken);

    /// <summary>Reads a range of the listed version; Gone when it was replaced, Truncated when it ends too soon.</summary>
    ValueTask<BlobRead> ReadRangeAsync(CorpusImage file, long offset, long length, CancellationToken cancellationToken);
}
