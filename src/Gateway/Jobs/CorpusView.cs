using Cluster.Domain.Corpora;

namespace Cluster.Gateway.Jobs;

/// <summary>A corpus as it was asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Which source reads it.</param>
/// <param name="Location">The folder, container URL or table.</param>
/// <param name="PartitionSize">Images a partition.</param>
/// <param name="Options">Options of the source beyond its location.</param>
public sealed record CorpusView(string Name, string Kind, string Location, int PartitionSize, IReadOnlyDictionary<string, string> Options)
{
    internal static CorpusView Of(CorpusSpec corpus) => new(corpus.Id.Value, corpus.Kind, corpus.Location, corpus.PartitionSize, corpus.Options);
}
