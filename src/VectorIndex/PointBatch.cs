using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.VectorIndex;

/// <summary>Points to write. The vectors lie behind one another in one block, so that a pipeline can hand over its own pooled memory.</summary>
/// <param name="Space">The space that the vectors were made in; must be the collection's.</param>
/// <param name="Ids">One id a point, all different.</param>
/// <param name="Vectors">Unit-length vectors, point by point; length = points x dimension. Read only until the call completes.</param>
/// <param name="Payloads">One payload a point.</param>
public sealed record PointBatch(
    EmbeddingSpaceId Space, IReadOnlyList<PointId> Ids, ReadOnlyMemory<float> Vectors, IReadOnlyList<IReadOnlyDictionary<string, PayloadValue>> Payloads);
