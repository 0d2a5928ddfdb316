using Cluster.Domain.Access;

namespace Cluster.Grains.Access;

/// <summary>What is remembered of the keys.</summary>
[GenerateSerializer, Alias("cluster.key-ring-record")]
public sealed record KeyRingRecord
{
    /// <summary>Rises with every change.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>Oldest first.</summary>
    [Id(1)]
    public IReadOnlyList<ApiKey> Keys { get; init; } = [];
}
