using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;

namespace Cluster.Contracts.Collections;

/// <summary>A job asks to write into a collection.</summary>
/// <param name="Encoder">The job's encoder.</param>
/// <param name="Space">The space of its vectors.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Corpus">The corpus it brings.</param>
[GenerateSerializer, Immutable, Alias("cluster.collection-opening")]
public sealed record CollectionOpening(
    [property: Id(0)] EncoderId Encoder, [property: Id(1)] EmbeddingSpaceId Space, [property: Id(2)] int Dimension, [property: Id(3)] CorpusSpec Corpus);
