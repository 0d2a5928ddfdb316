namespace Cluster.Client.Classification;

/// <summary>An example of a class: exactly one of text, image (base64), id and key.</summary>
public sealed record LabelledExample
{
    /// <summary>Its class.</summary>
    public required string Label { get; init; }

    /// <summary>Words.</summary>
    public string? Text { get; init; }

    /// <summary>A picture in base64.</summary>
    public string? Image { get; init; }

    /// <summary>A point of the collection.</summary>
    public string? Id { get; init; }

    /// <summary>A point of the collection, by the key of its image.</summary>
    public string? Key { get; init; }
}
