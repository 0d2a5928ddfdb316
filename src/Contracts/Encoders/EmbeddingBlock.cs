using Cluster.Domain.Identity;

namespace Cluster.Contracts.Encoders;

/// <summary>Embeddings of a few queries.</summary>
/// <param name="Space">The space they were made in.</param>
/// <param name="Dimension">Floats a row.</param>
/// <param name="Values">Rows behind one another; unit length each.</param>
[GenerateSerializer, Immutable, Alias("cluster.embedding-block")]
public sealed record EmbeddingBlock([property: Id(0)] EmbeddingSpaceId Space, [property: Id(1)] int Dimension, [property: Id(2)] ReadOnlyMemory<float> Values)
{
    /// <summary>Rows in it.</summary>
    public int Count => Values.Length / Dimension;

    /// <summary>One embedding.</summary>
    public ReadOnlyMemory<float> Row(int index) => Values.Slice(index * Dimension, Dimension);
}
