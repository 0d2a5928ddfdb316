namespace Cluster.Gateway.Operations;

/// <summary>A page of what an operation found.</summary>
/// <param name="Findings">The findings.</param>
/// <param name="Next">The number of the next page; null at the end.</param>
public sealed record FindingList(IReadOnlyList<FindingView> Findings, int? Next);
