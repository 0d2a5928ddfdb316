using System.Text.Json.Nodes;

namespace Cluster.Client.Retrieval;

/// <summary>A point of a collection.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Collection">The collection as it was asked for.</param>
/// <param name="Encoder">The encoder that made its vector.</param>
/// <param name="Key">The key of the image in its corpus.</param>
/// <param name="Corpus">The corpus of the image.</param>
/// <param name="Payload">The whole payload.</param>
/// <param name="Thumbnail">Where a small picture of it is, relative to the gateway.</param>
public sealed record Point(string Id, string Collection, string Encoder, string? Key, string? Corpus, JsonObject Payload, string? Thumbnail);
