using System.Text.Json.Serialization;

namespace Cluster.Gateway.Embeddings;

/// <summary>Tokens are not counted here; clients expect the fields.</summary>
public sealed record EmbeddingsUsage
{
    /// <summary>Always 0.</summary>
    [JsonPropertyName("prompt_tokens")]
    public int PromptTokens { get; init; }

    /// <summary>Always 0.</summary>
    [JsonPropertyName("total_tokens")]
    public int TotalTokens { get; init; }
}
