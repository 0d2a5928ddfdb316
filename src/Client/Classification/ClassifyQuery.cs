namespace Cluster.Client.Classification;

/// <summary>Pictures, and the classes that they may be of: <see cref="Labels"/> in words, or <see cref="Examples"/>.</summary>
public sealed record ClassifyQuery
{
    /// <summary>The pictures, 1 to 100.</summary>
    public required IReadOnlyList<Subject> Subjects { get; init; }

    /// <summary>The classes in words.</summary>
    public IReadOnlyList<Label>? Labels { get; init; }

    /// <summary>Sentences with <c>{}</c> where the class goes.</summary>
    public IReadOnlyList<string>? Templates { get; init; }

    /// <summary>The classes by examples.</summary>
    public IReadOnlyList<LabelledExample>? Examples { get; init; }

    /// <summary>With examples: <c>prototypes</c> (the default) or <c>probe</c>.</summary>
    public string? Method { get; init; }

    /// <summary>Labels a picture; 5 when null.</summary>
    public int? Top { get; init; }
}
