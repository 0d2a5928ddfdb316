namespace Cluster.Gateway.Tags;

/// <summary>Tag jobs, newest first.</summary>
public sealed record TagJobList(IReadOnlyList<TagJobView> Jobs);
