using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;

namespace Cluster.Contracts.Encoders;

/// <summary>Names an image of a corpus that is to be embedded: its bytes are read where the encoder is, and travel in no message.</summary>
/// <param name="Corpus">The corpus.</param>
/// <param name="Key">The image.</param>
/// <param name="Space">The space that the encoder's files must still make.</param>
/// <param name="IsQuery">Whether it goes before bulk work.</param>
[GenerateSerializer, Immutable, Alias("cluster.corpus-picture")]
public sealed record CorpusPicture(
    [property: Id(0)] CorpusSpec Corpus, [property: Id(1)] BlobKey Key, [property: Id(2)] EmbeddingSpaceId Space, [property: Id(3)] bool IsQuery = false);
