namespace Cluster.Client.Retrieval;

/// <summary>How near an answer is to one example of the question.</summary>
/// <param name="Role"><c>asked</c>, <c>like</c>, <c>dislike</c>; for shoppers <c>taken for</c>, <c>interest</c>, <c>aversion</c>.</param>
/// <param name="Example">Which one.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Similarity">The cosine, -1 to 1.</param>
public sealed record Contribution(string Role, string Example, double Weight, float Similarity);
