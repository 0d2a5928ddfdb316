using Cluster.Domain.Identity;

namespace Cluster.VectorIndex;

/// <summary>A collection to be created.</summary>
/// <param name="Name">Its concrete name.</param>
/// <param name="Space">The embedding space that its vectors belong to; stamped on it for good.</param>
/// <param name="Dimension">Length of its vectors, 1 to 65,536.</param>
public sealed record CollectionSpec(CollectionName Name, EmbeddingSpaceId Space, int Dimension)
{
    /// <summary>
    /// Points that a load about to begin will bring, so that an engine can lay the collection out for them and put off indexing. Whoever gives this
    /// calls <see cref="IVectorIndex.FinishLoadAsync"/> after the load. Null where no load is under way. Not part of what the collection is.
    /// </summary>
    public long? ExpectedPoints { get; init; }
}
