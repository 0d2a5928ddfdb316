using System.Text.Json.Nodes;

namespace Cluster.Client.Retrieval;

/// <summary>One answer of a search.</summary>
/// <param name="Id">The point.</param>
/// <param name="Score">Larger is better; the cosine unless examples were given.</param>
/// <param name="Key">The key of the image in its corpus.</param>
/// <param name="Corpus">The corpus of the image.</param>
/// <param name="Payload">The payload fields asked for.</param>
/// <param name="Thumbnail">Where a small picture of it is, relative to the gateway.</param>
public sealed record Hit(string Id, float Score, string? Key, string? Corpus, JsonObject Payload, string? Thumbnail)
{
    /// <summary>The group that it was taken for.</summary>
    public JsonNode? Group { get; init; }

    /// <summary>Further answers that show the same picture, where these were collapsed.</summary>
    public int? Duplicates { get; init; }

    /// <summary>Where its score comes from, where that was asked.</summary>
    public Explanation? Explanation { get; init; }
}
