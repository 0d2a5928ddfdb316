namespace Cluster.Contracts.Reembedding;

/// <summary>One live query that was asked of both generations.</summary>
/// <param name="Old">Milliseconds of the old generation, encoding included.</param>
/// <param name="New">Milliseconds of the new one.</param>
/// <param name="Shared">Share of the old answer's points that the new answer has too, 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("cluster.shadow-timing")]
public sealed record ShadowTiming([property: Id(0)] double Old, [property: Id(1)] double New, [property: Id(2)] double Shared);
