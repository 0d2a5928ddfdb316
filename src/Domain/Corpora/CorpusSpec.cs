using Cluster.Domain.Identity;

namespace Cluster.Domain.Corpora;

/// <summary>A corpus as it was asked for: where the images are. Never holds a secret; credentials come from the host's configuration.</summary>
/// <param name="Id">The name of the corpus; part of every point id.</param>
/// <param name="Kind">Which source reads it: <c>folder</c>, <c>azure-blob</c>, <c>tar</c>, <c>table</c>.</param>
/// <param name="Location">The folder, container URL or table, as that source understands it.</param>
/// <param name="PartitionSize">Images a partition, 1 to 10,000,000. Default: 10,000.</param>
[GenerateSerializer, Immutable, Alias("cluster.corpus-spec")]
public sealed record CorpusSpec(
    [property: Id(0)] CorpusId Id, [property: Id(1)] string Kind, [property: Id(2)] string Location, [property: Id(3)] int PartitionSize = 10_000)
{
    /// <summary>Options of the source beyond its location.</summary>
    [Id(4)]
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
