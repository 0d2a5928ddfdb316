namespace Cluster.Gateway.Operations;

/// <summary>A page of the operations, newest first.</summary>
/// <param name="Operations">The operations, without their findings.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record OperationList(IReadOnlyList<OperationView> Operations, string? Next);
