namespace Cluster.Gateway.Corpora;

/// <summary>A corpus: where images come from, and which collections hold them.</summary>
/// <param name="Name">Its name, part of the id of each of its points.</param>
/// <param name="Collections">What it feeds, by the collections' names.</param>
public sealed record CorpusResource(string Name, IReadOnlyList<CorpusFeed> Collections);
