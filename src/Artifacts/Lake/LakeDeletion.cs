namespace Cluster.Artifacts.Lake;

/// <summary>A point that a job deleted: one line of JSON.</summary>
internal sealed record LakeDeletion(string PointId, string Key);
