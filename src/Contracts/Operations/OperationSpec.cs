using Cluster.Domain.Identity;

namespace Cluster.Contracts.Operations;

/// <summary>A long operation as it was asked for.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Collection">The collection (its alias); the one to be filled, where it loads.</param>
[GenerateSerializer, Immutable, Alias("cluster.operation-spec")]
public sealed record OperationSpec([property: Id(0)] OperationKind Kind, [property: Id(1)] CollectionName Collection)
{
    /// <summary>The corpus to verify, null where the collection has only one; or the one to be removed.</summary>
    [Id(2)]
    public CorpusId? Corpus { get; init; }

    /// <summary>Cosine from which two images count as near-duplicates, 0 to 1; null for exact duplicates only.</summary>
    [Id(3)]
    public double? Threshold { get; init; }

    /// <summary>The collection whose lake is loaded: an alias, or the concrete name where the collection is gone.</summary>
    [Id(4)]
    public CollectionName? Lake { get; init; }

    /// <summary>Who asks for what deletes, as far as the gateway knows; null for what only reads or adds.</summary>
    [Id(5)]
    public string? By { get; init; }
}
