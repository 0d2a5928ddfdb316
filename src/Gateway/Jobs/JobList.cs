namespace Cluster.Gateway.Jobs;

/// <summary>Jobs, newest first.</summary>
public sealed record JobList(IReadOnlyList<JobView> Jobs);
