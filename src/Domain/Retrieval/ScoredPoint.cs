using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.Domain.Retrieval;

/// <summary>One answer of a query.</summary>
/// <param name="Id">The point.</param>
/// <param name="Score">Larger is better; the cosine for a plain nearest query.</param>
/// <param name="Payload">The payload fields asked for; empty when none were.</param>
[GenerateSerializer, Immutable, Alias("cluster.scored-point")]
public sealed record ScoredPoint(
    [property: Id(0)] PointId Id, [property: Id(1)] float Score, [property: Id(2)] IReadOnlyDictionary<string, PayloadValue> Payload)
{
    /// <summary>The unit-length vector, where it was asked for.</summary>
    [Id(3)]
    public ReadOnlyMemory<float>? Vector { get; init; }
}
