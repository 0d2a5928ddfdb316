using Cluster.Contracts.Operations;

namespace Cluster.Grains.Operations;

/// <summary>The operations that are known.</summary>
[GenerateSerializer, Alias("cluster.operation-directory-record")]
public sealed record OperationDirectoryRecord
{
    /// <summary>Oldest first.</summary>
    [Id(0)]
    public IReadOnlyList<OperationEntry> Entries { get; init; } = [];

    /// <summary>Operations started so far.</summary>
    [Id(1)]
    public long Started { get; init; }
}
