namespace Cluster.Grains.Collections;

/// <summary>The aliases there are.</summary>
[GenerateSerializer, Alias("cluster.collection-directory-record")]
public sealed record CollectionDirectoryRecord
{
    /// <summary>By name.</summary>
    [Id(0)]
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
