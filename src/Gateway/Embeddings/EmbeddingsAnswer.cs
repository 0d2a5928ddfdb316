namespace Cluster.Gateway.Embeddings;

/// <summary>Embeddings as OpenAI's clients read them.</summary>
/// <param name="Object">Always <c>list</c>.</param>
/// <param name="Data">One embedding an input, in order.</param>
/// <param name="Model">The encoder that made them, as <c>name@version</c>.</param>
/// <param name="Space">Their embedding space; vectors of two spaces are never to be compared.</param>
/// <param name="Usage">What clients expect.</param>
public sealed record EmbeddingsAnswer(string Object, IReadOnlyList<EmbeddingView> Data, string Model, string Space, EmbeddingsUsage Usage);
