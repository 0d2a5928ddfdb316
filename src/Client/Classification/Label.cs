namespace Cluster.Client.Classification;

/// <summary>A class in words.</summary>
/// <param name="Name">What answers call it.</param>
/// <param name="Phrases">What prompts call it; null for the name.</param>
public sealed record Label([property: System.Text.Json.Serialization.JsonPropertyName("label")] string Name, IReadOnlyList<string>? Phrases = null);
