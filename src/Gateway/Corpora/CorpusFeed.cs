namespace Cluster.Gateway.Corpora;

/// <summary>What a collection has of a corpus.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Kind">Which source reads the corpus.</param>
/// <param name="Location">The folder, container URL or table, as the last job over it named it.</param>
/// <param name="PartitionSize">Images a partition.</param>
/// <param name="Options">Options of the source beyond its location.</param>
/// <param name="NewestJob">The job that went over it last; absent where its images were uploaded.</param>
/// <param name="CompletedJob">The last job that accounted for all of it; absent before the first.</param>
public sealed record CorpusFeed(
    string Collection,
    string Kind,
    string Location,
    int PartitionSize,
    IReadOnlyDictionary<string, string> Options,
    string? NewestJob,
    string? CompletedJob);
