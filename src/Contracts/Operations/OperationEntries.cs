namespace Cluster.Contracts.Operations;

/// <summary>A part of the operations there are.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">What the next part lies before; null at the end.</param>
[GenerateSerializer, Immutable, Alias("cluster.operation-entries")]
public sealed record OperationEntries([property: Id(0)] IReadOnlyList<OperationEntry> Entries, [property: Id(1)] long? Next);
