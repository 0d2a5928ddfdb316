namespace Cluster.Gateway.Classification;

/// <summary>An example to learn a class from: exactly one of text, image, id and key.</summary>
public sealed record LabelledExampleRequest
{
    /// <summary>Its class.</summary>
    public required string Label { get; init; }

    /// <summary>Words that describe it.</summary>
    public string? Text { get; init; }

    /// <summary>A picture, base64 (a <c>data:</c> URI is taken too).</summary>
    public string? Image { get; init; }

    /// <summary>A point of the collection.</summary>
    public string? Id { get; init; }

    /// <summary>A point of the collection, by the key of its image.</summary>
    public string? Key { get; init; }
}
