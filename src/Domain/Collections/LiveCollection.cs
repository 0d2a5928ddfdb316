using Cluster.Domain.Identity;

namespace Cluster.Domain.Collections;

/// <summary>What queries use now: a concrete collection and the encoder that built it, always together and swapped whole.</summary>
/// <param name="Alias">The name that callers use.</param>
/// <param name="Collection">The concrete collection in the vector index.</param>
/// <param name="Encoder">The encoder that built it.</param>
/// <param name="Space">The embedding space of both.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Generation">Counts the collections that have stood behind the alias, from 1.</param>
[GenerateSerializer, Immutable, Alias("cluster.live-collection")]
public sealed record LiveCollection(
    [property: Id(0)] CollectionName Alias,
    [property: Id(1)] CollectionName Collection,
    [property: Id(2)] EncoderId Encoder,
    [property: Id(3)] EmbeddingSpaceId Space,
    [property: Id(4)] int Dimension,
    [property: Id(5)] int Generation);
