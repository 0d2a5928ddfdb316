namespace Cluster.Client.Embeddings;

/// <summary>Embeddings as they travel.</summary>
internal sealed record EmbeddingsPage(IReadOnlyList<EmbeddingRow> Data, string Model, string Space);
