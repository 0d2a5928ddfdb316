namespace Cluster.Client.Jobs;

/// <summary>Jobs, newest first.</summary>
internal sealed record JobPage(IReadOnlyList<Job> Jobs);
