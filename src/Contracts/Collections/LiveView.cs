using Cluster.Domain.Collections;

namespace Cluster.Contracts.Collections;

/// <summary>What a gateway needs to know to answer queries.</summary>
/// <param name="Live">What queries use.</param>
/// <param name="Shadow">A generation that a share of queries is asked of too, for comparison only; null as a rule.</param>
/// <param name="ShadowShare">That share, 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("cluster.live-view")]
public sealed record LiveView([property: Id(0)] LiveCollection Live, [property: Id(1)] LiveCollection? Shadow = null, [property: Id(2)] double ShadowShare = 0);
