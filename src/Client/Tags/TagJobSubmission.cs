using Cluster.Client.Classification;
using Cluster.Client.Retrieval;

namespace Cluster.Client.Tags;

/// <summary>A job that writes what points are into their payloads, by their stored vectors.</summary>
public sealed record TagJobSubmission
{
    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>The payload field that is written.</summary>
    public required string Field { get; init; }

    /// <summary>The classes in words.</summary>
    public IReadOnlyList<Label>? Labels { get; init; }

    /// <summary>Sentences with <c>{}</c> where the class goes.</summary>
    public IReadOnlyList<string>? Templates { get; init; }

    /// <summary>The classes by examples.</summary>
    public IReadOnlyList<LabelledExample>? Examples { get; init; }

    /// <summary>With examples: <c>prototypes</c> (the default) or <c>probe</c>.</summary>
    public string? Method { get; init; }

    /// <summary>Moderation, instead of labels or examples: the field then holds the list of the categories that flag a point.</summary>
    public IReadOnlyList<Category>? Categories { get; init; }

    /// <summary>Labels less probable are not written.</summary>
    public double? MinProbability { get; init; }

    /// <summary>Labels a point; 1 when null.</summary>
    public int? Top { get; init; }

    /// <summary>Only points that match.</summary>
    public Filter? Filter { get; init; }

    /// <summary>An id of the caller's choice.</summary>
    public string? Id { get; init; }
}
