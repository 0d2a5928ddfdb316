namespace Cluster.Gateway.Retrieval;

/// <summary>How near an answer is to one example of the question.</summary>
/// <param name="Role"><c>asked</c>, <c>like</c> or <c>dislike</c>.</param>
/// <param name="Example">Which: <c>text</c>, <c>image</c>, <c>id</c> or <c>key</c>, with its place among those of its role.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Similarity">The cosine of answer and example, -1 to 1.</param>
public sealed record ContributionView(string Role, string Example, double Weight, float Similarity);
