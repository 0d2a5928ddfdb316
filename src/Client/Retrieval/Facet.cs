namespace Cluster.Client.Retrieval;

/// <summary>Count how many points that pass the filter hold each value of a field.</summary>
/// <param name="Field">A payload field with texts, integers or truth values.</param>
/// <param name="Limit">Values wanted, the most frequent first; 20 when null.</param>
public sealed record Facet(string Field, int? Limit = null);
