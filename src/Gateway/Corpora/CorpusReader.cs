using Cluster.Contracts.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Gateway.Access;

namespace Cluster.Gateway.Corpora;

/// <summary>Finds corpora by the collections that they feed: a corpus is what a job read, and is known for as long as a collection holds something of it.</summary>
internal sealed class CorpusReader(IGrainFactory grains)
{
    /// <summary>The corpora of the collections that the caller reaches, by name; only <paramref name="name"/>, where it is given.</summary>
    public async Task<IReadOnlyList<CorpusResource>> ListAsync(string? name, Caller caller, CancellationToken cancellationToken)
    {
        var collections = await grains.GetGrain<ICollectionDirectoryGrain>(ICollectionDirectoryGrain.Key).ListAsync(cancellationToken);
        var feeds = await Task.WhenAll(collections.Where(collection => caller.Reaches(collection.Value)).Select(collection => FeedsOfAsync(collection, name, cancellationToken)));
        return
        [
            .. feeds.SelectMany(static some => some).GroupBy(static pair => pair.Corpus.Value).OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(static group => new CorpusResource(group.Key, [.. group.Select(static pair => pair.Feed).OrderBy(static feed => feed.Collection, StringComparer.Ordinal)])),
        ];
    }

    private async Task<IReadOnlyList<(CorpusId Corpus, CorpusFeed Feed)>> FeedsOfAsync(CollectionName collection, string? name, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<ICollectionGrain>(collection.Value);
        var described = await grain.DescribeAsync(cancellationToken);

        // One that is dropped meanwhile feeds nothing.
        return !described.Succeeded ? [] : await Task.WhenAll(described.Value.Corpora.Where(corpus => name is null || corpus.Id.Value == name).Select(async corpus =>
        {
            var pass = await grain.FindPassAsync(corpus.Id, cancellationToken);
            return (corpus.Id, FeedOf(collection, corpus, pass));
        }));
    }

    private static CorpusFeed FeedOf(CollectionName collection, CorpusSpec corpus, CorpusPass? pass) => new(
        collection.Value, corpus.Kind, corpus.Location, corpus.PartitionSize, corpus.Options, pass?.Newest.Value, pass?.Complete?.Value);
}
