namespace Cluster.Domain.Classification;

/// <summary>One class, and what it is called in prompts.</summary>
/// <param name="Label">What answers call it; unique in its set.</param>
/// <param name="Phrases">Names put into the templates (<c>sneaker</c>, <c>running shoe</c>); empty for the label itself.</param>
[GenerateSerializer, Immutable, Alias("cluster.label-prompts")]
public sealed record LabelPrompts([property: Id(0)] string Label, [property: Id(1)] IReadOnlyList<string> Phrases)
{
    /// <summary>A class that prompts call by its label.</summary>
    public LabelPrompts(string label)
        : this(label, [])
    {
    }

    /// <summary>The names put into the templates, at least one.</summary>
    public IReadOnlyList<string> Names => Phrases.Count > 0 ? Phrases : [Label];
}
