namespace Cluster.Client.Retrieval;

/// <summary>The answer to a search, stamped with what gave it.</summary>
/// <param name="Collection">The collection as it was asked for.</param>
/// <param name="ConcreteCollection">The concrete collection that was searched.</param>
/// <param name="Encoder">The encoder that built it, and encoded the query.</param>
/// <param name="Space">The embedding space of both.</param>
/// <param name="Hits">By descending score.</param>
public sealed record SearchResult(string Collection, string ConcreteCollection, string Encoder, string Space, IReadOnlyList<Hit> Hits);
