namespace Cluster.Client.Recommendations;

/// <summary>The answers of a batch as they travel.</summary>
internal sealed record BatchResult(IReadOnlyList<BatchItem> Answers);
