using Cluster.Domain.Collections;
using Cluster.Domain.Identity;

namespace Cluster.Contracts.Collections;

/// <summary>A change of a point is durable.</summary>
/// <param name="Id">The point.</param>
/// <param name="Live">The generation that it was written to.</param>
[GenerateSerializer, Immutable, Alias("cluster.point-receipt")]
public sealed record PointReceipt([property: Id(0)] PointId Id, [property: Id(1)] LiveCollection Live);
