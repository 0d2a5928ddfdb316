using Cluster.Gateway.Failures;
using Cluster.Gateway.Retrieval;

namespace Cluster.Gateway.Recommendations;

/// <summary>One answer of a batch: what is recommended, or why nothing is.</summary>
/// <param name="Answer">The answer; left out where the request was refused.</param>
/// <param name="Failure">Why it was refused; left out where it was answered.</param>
public sealed record BatchItemView(SearchAnswer? Answer, FailureView? Failure);
