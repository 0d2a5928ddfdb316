using Cluster.Domain.Identity;

namespace Cluster.Contracts.Operations;

/// <summary>An operation as the directory knows it.</summary>
/// <param name="Number">Counts the operations in the order in which they were started.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Collection">The collection.</param>
/// <param name="State">Where it stands; an end may be known here a moment later than to the operation itself.</param>
[GenerateSerializer, Immutable, Alias("cluster.operation-entry")]
public sealed record OperationEntry(
    [property: Id(0)] long Number, [property: Id(1)] string Id, [property: Id(2)] OperationKind Kind, [property: Id(3)] CollectionName Collection, [property: Id(4)] OperationState State);
