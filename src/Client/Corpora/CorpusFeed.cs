namespace Cluster.Client.Corpora;

/// <summary>What a collection has of a corpus.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Kind">Which source reads the corpus.</param>
/// <param name="Location">The folder, container URL or table.</param>
/// <param name="PartitionSize">Images a partition.</param>
/// <param name="Options">Options of the source beyond its location.</param>
/// <param name="NewestJob">The job that went over it last; null where its images were uploaded.</param>
/// <param name="CompletedJob">The last job that accounted for all of it; null before the first.</param>
public sealed record CorpusFeed(
    string Collection,
    string Kind,
    string Location,
    int PartitionSize,
    IReadOnlyDictionary<string, string> Options,
    string? NewestJob = null,
    string? CompletedJob = null);
