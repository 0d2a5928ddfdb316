using System.Text.Json.Nodes;

namespace Cluster.Client.Retrieval;

/// <summary>How many points that pass the filter hold a value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">The points.</param>
public sealed record FacetCount(JsonNode? Value, long Count);
