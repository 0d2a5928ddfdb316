namespace Cluster.Domain.Reembedding;

/// <summary>One gate, measured.</summary>
/// <param name="Name">Stable name: <c>coverage</c>, <c>self-retrieval</c>, <c>index-recall</c>, <c>neighbour-overlap</c>, <c>zero-shot</c>, <c>text-recall</c>, <c>latency</c>.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Value">What was measured of the new generation.</param>
/// <param name="Bound">What it is held against.</param>
/// <param name="Detail">What was measured in words and, where it failed, the cause and what to do.</param>
[GenerateSerializer, Immutable, Alias("cluster.gate-result")]
public sealed record GateResult(
    [property: Id(0)] string Name, [property: Id(1)] bool Passed, [property: Id(2)] double Value, [property: Id(3)] double Bound, [property: Id(4)] string Detail);
