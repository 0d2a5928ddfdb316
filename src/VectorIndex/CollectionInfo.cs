using Cluster.Domain.Identity;

namespace Cluster.VectorIndex;

/// <summary>A collection as it stands.</summary>
/// <param name="Name">Its concrete name.</param>
/// <param name="Space">The embedding space stamped on it.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Points">Points it holds.</param>
public sealed record CollectionInfo(CollectionName Name, EmbeddingSpaceId Space, int Dimension, long Points);
