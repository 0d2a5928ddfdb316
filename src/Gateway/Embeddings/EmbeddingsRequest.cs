using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Gateway.Embeddings;

/// <summary>Texts and pictures to embed, as OpenAI's clients send them.</summary>
public sealed record EmbeddingsRequest
{
    /// <summary>A text, or up to 256 of them. A <c>data:image/…;base64,…</c> URI stands for the picture in it.</summary>
    public required JsonElement Input { get; init; }

    /// <summary>The encoder: its name or <c>name@version</c>.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The first so many numbers alone, brought to unit length again. Encoders that were not trained for it lose more than their share. Left out: all.
    /// </summary>
    public int? Dimensions { get; init; }

    /// <summary><c>float</c> (the default) or <c>base64</c> (little-endian float32).</summary>
    [JsonPropertyName("encoding_format")]
    public string? EncodingFormat { get; init; }

    /// <summary>Taken for the sake of clients that send it; not looked at.</summary>
    public string? User { get; init; }
}
