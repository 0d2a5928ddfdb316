using System.Text.Json.Nodes;

namespace Cluster.Gateway.Embeddings;

/// <summary>One embedding.</summary>
/// <param name="Object">Always <c>embedding</c>.</param>
/// <param name="Index">Its place in the input.</param>
/// <param name="Embedding">The numbers, or their base64.</param>
public sealed record EmbeddingView(string Object, int Index, JsonNode Embedding);
