using Cluster.Domain.Classification;
using Cluster.Domain.Identity;
using Cluster.Domain.Retrieval;

namespace Cluster.Contracts.Tags;

/// <summary>Writes what the points of a collection are into their payloads, by their stored vectors; no image is read.</summary>
/// <param name="Collection">The collection (its alias).</param>
/// <param name="Field">The payload field that is written.</param>
[GenerateSerializer, Immutable, Alias("cluster.tag-job-spec")]
public sealed record TagJobSpec([property: Id(0)] CollectionName Collection, [property: Id(1)] string Field)
{
    /// <summary>The classes in words; null where <see cref="Head"/> knows them.</summary>
    [Id(2)]
    public LabelSet? Labels { get; init; }

    /// <summary>A head that learnt the classes from examples; bound to the space it was learnt in.</summary>
    [Id(3)]
    public ClassifierHead? Head { get; init; }

    /// <summary>Labels less probable are not written, 0 to 1.</summary>
    [Id(4)]
    public double MinProbability { get; init; }

    /// <summary>Labels a point, 1 to 100. With 1 the field holds a text, else a list.</summary>
    [Id(5)]
    public int Top { get; init; } = 1;

    /// <summary>Only points that match; null for all.</summary>
    [Id(6)]
    public Filter? Filter { get; init; }

    /// <summary>
    /// SHA-256 of what was asked for, before anything was learnt: learnt twice, a head may differ in a last bit, and its examples may be gone. Null in jobs
    /// that were submitted before it was noted.
    /// </summary>
    [Id(7)]
    public string? Request { get; init; }

    /// <summary>What is flagged, instead of classes: the field then holds the list of the categories that flag a point. Null where there are classes.</summary>
    [Id(8)]
    public IReadOnlyList<ModerationCategory>? Categories { get; init; }
}
