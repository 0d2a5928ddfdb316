namespace Cluster.Client.Embeddings;

/// <summary>Embeddings, in the order of the inputs.</summary>
/// <param name="Model">The encoder, as <c>name@version</c>.</param>
/// <param name="Space">The embedding space; vectors of two spaces are never to be compared.</param>
/// <param name="Vectors">Unit-length vectors.</param>
public sealed record EmbeddingsResult(string Model, string Space, IReadOnlyList<float[]> Vectors);
