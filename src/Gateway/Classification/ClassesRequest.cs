namespace Cluster.Gateway.Classification;

/// <summary>The classes: by words (<c>labels</c>), or by examples.</summary>
public abstract record ClassesRequest
{
    /// <summary>Zero-shot: the classes in words, 1 to 1,000.</summary>
    public IReadOnlyList<LabelRequest>? Labels { get; init; }

    /// <summary>Zero-shot: sentences with <c>{}</c> where the class goes. Left out: the encoder's usual "a photo of a {}."</summary>
    public IReadOnlyList<string>? Templates { get; init; }

    /// <summary>Few-shot: examples of two classes or more, at most 1,000.</summary>
    public IReadOnlyList<LabelledExampleRequest>? Examples { get; init; }

    /// <summary>Few-shot: <c>prototypes</c> (the mean of a class's examples; the default) or <c>probe</c> (a linear classifier trained on them).</summary>
    public string? Method { get; init; }
}
