using Cluster.Domain.Corpora;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora.AzureBlob;

/// <summary>
/// Makes sources of kind <c>azure-blob</c>. Location: <c>account/container[/folder]</c> with an account of <see cref="AzureBlobOptions"/>, or
/// such a URL; several separated by commas. Options: <c>include</c>, <c>exclude</c> (comma-separated extensions).
/// </summary>
public sealed class AzureBlobSourceFactory(AzureBlobAccounts accounts, IOptions<AzureBlobOptions> options, TimeProvider time) : ICorpusSourceFactory
{
    private readonly RecentListings _recent = new(time);

    /// <inheritdoc />
    public string Kind => "azure-blob";

    /// <inheritdoc />
    public ICorpusSource Create(CorpusSpec corpus) => Open(corpus);

    internal AzureBlobSource Open(CorpusSpec corpus)
    {
        var filter = new KeyFilter(new CorpusOptions(corpus, KeyFilter.Include, KeyFilter.Exclude));
        return new AzureBlobSource(BlobRoot.Parse(corpus.Location, accounts), filter, corpus.PartitionSize, options.Value, _recent.For(corpus));
    }
}
