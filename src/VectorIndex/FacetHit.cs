using Cluster.Domain.Payloads;

namespace Cluster.VectorIndex;

/// <summary>A value of a field and how many points hold it.</summary>
public sealed record FacetHit(PayloadValue Value, long Count);
