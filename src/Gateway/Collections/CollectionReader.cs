using Cluster.Contracts.Collections;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Collections;

/// <summary>Resolves collections and the images in them.</summary>
internal sealed class CollectionReader(IGrainFactory grains, IVectorIndex index, LiveCollections live)
{
    /// <summary>The name, checked.</summary>
    /// <exception cref="FailureException">InvalidRequest: it cannot be the name of a collection.</exception>
    public static CollectionName NameOf(string name) => NameRules.IsValid(name)
        ? new CollectionName(name)
        : throw new FailureException(FailureKind.InvalidRequest, NameRules.Explain("The collection name", Failures.Problems.Shorten(name)));

    /// <summary>What queries of <paramref name="name"/> use now, resolved once a request.</summary>
    /// <exception cref="FailureException">InvalidRequest or CollectionNotFound.</exception>
    public async Task<LiveCollection> LiveAsync(string name, CancellationToken cancellationToken) =>
        (await ViewAsync(name, cancellationToken)).Live;

    /// <summary>As <see cref="LiveAsync"/>, with what queries are compared with.</summary>
    /// <exception cref="FailureException">InvalidRequest or CollectionNotFound.</exception>
    public ValueTask<LiveView> ViewAsync(string name, CancellationToken cancellationToken) => live.ResolveAsync(NameOf(name), cancellationToken);

    /// <summary>Everything known about <paramref name="name"/>, with its number of points.</summary>
    /// <exception cref="FailureException">InvalidRequest or CollectionNotFound.</exception>
    public async Task<CollectionView> ShowAsync(string name, CancellationToken cancellationToken)
    {
        var description = (await GrainOf(NameOf(name)).DescribeAsync(cancellationToken)).OrThrow();
        var info = await index.FindCollectionAsync(description.Live.Collection, cancellationToken);
        return CollectionView.Of(description, info?.Points ?? 0);
    }

    /// <summary>All collections, by name. One that is dropped meanwhile is left out.</summary>
    public async Task<IReadOnlyList<CollectionView>> ListAsync(CancellationToken cancellationToken)
    {
        var names = await grains.GetGrain<ICollectionDirectoryGrain>(ICollectionDirectoryGrain.Key).ListAsync(cancellationToken);
        var described = await Task.WhenAll(names.Select(name => GrainOf(name).DescribeAsync(cancellationToken)));
        var points = (await index.ListCollectionsAsync(cancellationToken)).ToDictionary(static info => info.Name, static info => info.Points);
        return [.. described.Where(static outcome => outcome.Succeeded)
            .Select(outcome => CollectionView.Of(outcome.Value!, points.GetValueOrDefault(outcome.Value!.Live.Collection)))];
    }

    /// <summary>Drops a collection; what it was.</summary>
    public async Task<Outcome<CollectionDescription>> DropAsync(string name, CancellationToken cancellationToken)
    {
        var dropped = await GrainOf(NameOf(name)).DropAsync(cancellationToken);
        live.Forget(NameOf(name));
        return dropped;
    }


    /// <summary>
    /// The point of the image <paramref name="key"/>, with the corpus that it lies in. Only images that are in the collection are found, whatever else
    /// the corpus folders hold.
    /// </summary>
    /// <exception cref="FailureException">CollectionNotFound, or PointNotFound when no corpus of the collection has such an image in it.</exception>
    public async Task<(LiveCollection Live, CorpusSpec Corpus, StoredPoint Point)> FindImageAsync(
        string name, string key, string? corpus, PointSelector select, CancellationToken cancellationToken)
    {
        var description = (await GrainOf(NameOf(name)).DescribeAsync(cancellationToken)).OrThrow();
        var byId = description.Corpora
            .Where(candidate => corpus is null || candidate.Id.Value == corpus)
            .ToDictionary(candidate => PointId.For(candidate.Id, new BlobKey(key)));
        var found = byId.Count == 0 ? [] : await index.GetAsync(description.Live.Collection, [.. byId.Keys], select, cancellationToken);
        return found is [var point, ..]
            ? (description.Live, byId[point.Id], point)
            : throw new FailureException(FailureKind.PointNotFound, $"Collection '{name}' holds no image with the key '{Failures.Problems.Shorten(key)}'.");
    }

    /// <summary>The ids that images of these keys have, or would have, in each corpus of the collection.</summary>
    /// <exception cref="FailureException">CollectionNotFound.</exception>
    public async Task<IReadOnlyList<PointId>> IdsOfAsync(string name, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        [.. (await IdsByKeyAsync(name, keys, cancellationToken)).Values.SelectMany(static ids => ids)];

    /// <summary>As <see cref="IdsOfAsync"/>, key by key.</summary>
    /// <exception cref="FailureException">CollectionNotFound.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<PointId>>> IdsByKeyAsync(string name, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var description = (await GrainOf(NameOf(name)).DescribeAsync(cancellationToken)).OrThrow();
        return keys.Distinct().ToDictionary(
            static key => key, IReadOnlyList<PointId> (key) => [.. description.Corpora.Select(corpus => PointId.For(corpus.Id, new BlobKey(key)))]);
    }

    private ICollectionGrain GrainOf(CollectionName name) => grains.GetGrain<ICollectionGrain>(name.Value);
}
