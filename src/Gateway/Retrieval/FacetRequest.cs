namespace Cluster.Gateway.Retrieval;

/// <summary>Count how many points that pass the filter hold each value of a field.</summary>
/// <param name="Field">A payload field with texts, integers or truth values.</param>
/// <param name="Limit">Values wanted, the most frequent first, 1 to 1,000. Default: 20.</param>
public sealed record FacetRequest(string Field, int? Limit = null);
