namespace Cluster.Client.Operations;

internal sealed record FindingPage(IReadOnlyList<Finding> Findings, int? Next);
