using System.Text.Json.Nodes;

namespace Cluster.Gateway.Retrieval;

/// <summary>How many points that pass the filter hold a value.</summary>
/// <param name="Value">The value: a text, an integer or a truth value.</param>
/// <param name="Count">The points.</param>
public sealed record FacetView(JsonNode? Value, long Count);
