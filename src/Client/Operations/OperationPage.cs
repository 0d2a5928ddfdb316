namespace Cluster.Client.Operations;

internal sealed record OperationPage(IReadOnlyList<Operation> Operations, string? Next);
