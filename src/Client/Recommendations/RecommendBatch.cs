namespace Cluster.Client.Recommendations;

/// <summary>Several requests as they travel.</summary>
internal sealed record RecommendBatch(IReadOnlyList<RecommendQuery> Requests);
