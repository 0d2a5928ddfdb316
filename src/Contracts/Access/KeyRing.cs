using Cluster.Domain.Access;

namespace Cluster.Contracts.Access;

/// <summary>All keys as they stand.</summary>
/// <param name="Version">Rises with every change.</param>
/// <param name="Keys">The keys, oldest first, expired ones included.</param>
[GenerateSerializer, Immutable, Alias("cluster.key-ring")]
public sealed record KeyRing([property: Id(0)] long Version, [property: Id(1)] IReadOnlyList<ApiKey> Keys);
