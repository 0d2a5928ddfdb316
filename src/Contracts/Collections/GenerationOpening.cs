using Cluster.Domain.Identity;

namespace Cluster.Contracts.Collections;

/// <summary>A re-embedding asks for a generation to build.</summary>
/// <param name="Encoder">The new encoder.</param>
/// <param name="Space">The space of its vectors.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="ExpectedPoints">Points that the load will bring.</param>
[GenerateSerializer, Immutable, Alias("cluster.generation-opening")]
public sealed record GenerationOpening(
    [property: Id(0)] EncoderId Encoder, [property: Id(1)] EmbeddingSpaceId Space, [property: Id(2)] int Dimension, [property: Id(3)] long ExpectedPoints);
