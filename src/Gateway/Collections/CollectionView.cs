using Cluster.Contracts.Collections;

namespace Cluster.Gateway.Collections;

/// <summary>A collection as callers see it.</summary>
public sealed record CollectionView(
    string Name, string Collection, string Encoder, string Space, int Dimension, int Generation, long Points, IReadOnlyList<string> Corpora, DateTimeOffset CreatedAt)
{
    internal static CollectionView Of(CollectionDescription collection, long points) => new(
        collection.Live.Alias.Value,
        collection.Live.Collection.Value,
        collection.Live.Encoder.Value,
        collection.Live.Space.Value,
        collection.Live.Dimension,
        collection.Live.Generation,
        points,
        [.. collection.Corpora.Select(static corpus => corpus.Id.Value)],
        collection.CreatedAt);
}
