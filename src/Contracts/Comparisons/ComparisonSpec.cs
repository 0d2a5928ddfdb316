using Cluster.Domain.Identity;

namespace Cluster.Contracts.Comparisons;

/// <summary>Which encoders to compare, on the pictures of a collection.</summary>
/// <param name="Collection">The collection whose corpora the sample is drawn from.</param>
/// <param name="Encoders">Two to eight encoders, by name or <c>name@version</c>.</param>
[GenerateSerializer, Immutable, Alias("cluster.comparison-spec")]
public sealed record ComparisonSpec([property: Id(0)] CollectionName Collection, [property: Id(1)] IReadOnlyList<string> Encoders)
{
    /// <summary>Pictures in the sample, 20 to 5,000. Default: 300.</summary>
    [Id(2)]
    public int Sample { get; init; } = 300;

    /// <summary>Labelled data: CSV with the header <c>key,label</c> or <c>query,key</c>; null where there is none.</summary>
    [Id(3)]
    public string? Labels { get; init; }

    /// <summary>What a machine like this one costs an hour, in the user's currency; null where it does not matter.</summary>
    [Id(4)]
    public double? PricePerHour { get; init; }
}
