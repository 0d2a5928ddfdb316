using Cluster.Client.Failures;
using Cluster.Client.Retrieval;

namespace Cluster.Client.Recommendations;

/// <summary>One answer of a batch.</summary>
/// <param name="Answer">What is recommended; null where the request was refused.</param>
/// <param name="Failure">Why it was refused.</param>
public sealed record BatchItem(SearchResult? Answer, Fault? Failure);
