namespace Cluster.Grains.Tags;

/// <summary>The tag jobs there are.</summary>
[GenerateSerializer, Alias("cluster.tag-job-directory-record")]
public sealed record TagJobDirectoryRecord
{
    /// <summary>Oldest first.</summary>
    [Id(0)]
    public IReadOnlyList<string> Jobs { get; init; } = [];
}
