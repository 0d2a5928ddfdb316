namespace Cluster.Client.Corpora;

/// <summary>A corpus: where images come from, and which collections hold them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Collections">What it feeds, by the collections' names.</param>
public sealed record CorpusInfo(string Name, IReadOnlyList<CorpusFeed> Collections);
