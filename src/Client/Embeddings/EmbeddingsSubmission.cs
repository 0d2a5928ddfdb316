using System.Text.Json.Serialization;

namespace Cluster.Client.Embeddings;

/// <summary>Inputs as they travel.</summary>
internal sealed record EmbeddingsSubmission(
    string Model, IReadOnlyList<string> Input, int? Dimensions, [property: JsonPropertyName("encoding_format")] string EncodingFormat = "base64");
