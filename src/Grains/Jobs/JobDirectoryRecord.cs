namespace Cluster.Grains.Jobs;

/// <summary>The jobs there are.</summary>
[GenerateSerializer, Alias("cluster.job-directory-record")]
public sealed record JobDirectoryRecord
{
    /// <summary>Oldest first.</summary>
    [Id(0)]
    public IReadOnlyList<string> Jobs { get; init; } = [];

    /// <summary>Those of them that do not run.</summary>
    [Id(1)]
    public IReadOnlyList<string> AtRest { get; init; } = [];
}
