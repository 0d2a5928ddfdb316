using Cluster.Domain.Identity;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>What every point of a collection has in common.</summary>
internal sealed record CollectionShape(EmbeddingSpaceId Space, int Dimension);
