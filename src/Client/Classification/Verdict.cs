namespace Cluster.Client.Classification;

/// <summary>What is said of a picture in a category.</summary>
/// <param name="Category">The category.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Flagged">Whether the probability reaches the threshold.</param>
public sealed record Verdict(string Category, float Probability, bool Flagged);
