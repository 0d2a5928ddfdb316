namespace Cluster.Client.Retrieval;

/// <summary>The answer to a search, stamped with what gave it.</summary>
/// <param name="Collection">The collection as it was asked for.</param>
/// <param name="ConcreteCollection">The concrete collection that was searched.</param>
/// <param name="Encoder">The encoder that built it, and encoded the query.</param>
/// <param name="Space">The embedding space of both.</param>
/// <param name="Hits">By descending score; with diversity in the order of choice.</param>
public sealed record SearchResult(string Collection, string ConcreteCollection, string Encoder, string Space, IReadOnlyList<Hit> Hits)
{
    /// <summary>The cursor of the next page, where pages were asked for and there may be more.</summary>
    public string? Next { get; init; }

    /// <summary>The counts asked for, by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>? Facets { get; init; }
}
