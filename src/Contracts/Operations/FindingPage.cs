using Cluster.Domain.Identity;

namespace Cluster.Contracts.Operations;

/// <summary>A part of what an operation found.</summary>
/// <param name="Collection">The collection that it looked at.</param>
/// <param name="Findings">In the order in which they were found.</param>
/// <param name="Next">The number of the next page; null at the end.</param>
[GenerateSerializer, Immutable, Alias("cluster.finding-page")]
public sealed record FindingPage(
    [property: Id(0)] CollectionName Collection, [property: Id(1)] IReadOnlyList<OperationFinding> Findings, [property: Id(2)] int? Next);
