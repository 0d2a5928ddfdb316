namespace Cluster.Client.Embeddings;

/// <summary>An embedding as it travels: little-endian float32 in base64.</summary>
internal sealed record EmbeddingRow(int Index, string Embedding);
