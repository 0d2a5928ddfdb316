namespace Cluster.Gateway.Corpora;

/// <summary>Corpora, by name.</summary>
public sealed record CorpusPage(IReadOnlyList<CorpusResource> Corpora);
