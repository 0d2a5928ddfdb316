using System.Text.Json.Nodes;

namespace Cluster.Client.Retrieval;

/// <summary>One answer of a search.</summary>
/// <param name="Id">The point.</param>
/// <param name="Score">Larger is better; the cosine unless examples were given.</param>
/// <param name="Key">The key of the image in its corpus.</param>
/// <param name="Corpus">The corpus of the image.</param>
/// <param name="Payload">The payload fields asked for.</param>
/// <param name="Thumbnail">Where a small picture of it is, relative to the gateway.</param>
public sealed record Hit(string Id, float Score, string? Key, string? Corpus, JsonObject Payload, string? Thumbnail);
