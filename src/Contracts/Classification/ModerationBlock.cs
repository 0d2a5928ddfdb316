using Cluster.Domain.Classification;

namespace Cluster.Contracts.Classification;

/// <summary>The verdicts on a few embeddings.</summary>
/// <param name="Rows">One list an embedding, in the order of the categories.</param>
[GenerateSerializer, Immutable, Alias("cluster.moderation-block")]
public sealed record ModerationBlock([property: Id(0)] IReadOnlyList<IReadOnlyList<ModerationVerdict>> Rows);
