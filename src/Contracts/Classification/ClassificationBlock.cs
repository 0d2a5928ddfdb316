using Cluster.Domain.Classification;

namespace Cluster.Contracts.Classification;

/// <summary>The labels of a few embeddings.</summary>
/// <param name="Rows">One list an embedding, likeliest first.</param>
/// <param name="Scale">What the probabilities were made with.</param>
[GenerateSerializer, Immutable, Alias("cluster.classification-block")]
public sealed record ClassificationBlock([property: Id(0)] IReadOnlyList<IReadOnlyList<LabelScore>> Rows, [property: Id(1)] LogitScale Scale);
