namespace Cluster.Client.Jobs;

/// <summary>A corpus as it was asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Which source reads it.</param>
/// <param name="Location">The folder, container URL or table.</param>
/// <param name="PartitionSize">Images a partition.</param>
public sealed record Corpus(string Name, string Kind, string Location, int PartitionSize);
