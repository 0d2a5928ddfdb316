namespace Cluster.Gateway.Retrieval;

/// <summary>Answers of a search, with the collection and encoder that gave them.</summary>
public sealed record SearchAnswer(string Collection, string Encoder, string Space, IReadOnlyList<SearchHit> Hits);
