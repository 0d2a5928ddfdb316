namespace Cluster.Client.Corpora;

/// <summary>Corpora, by name.</summary>
internal sealed record CorpusPage(IReadOnlyList<CorpusInfo> Corpora);
