namespace Cluster.Gateway.Recommendations;

/// <summary>The answers of a batch, in the order of the requests.</summary>
public sealed record BatchAnswer(IReadOnlyList<BatchItemView> Answers);
