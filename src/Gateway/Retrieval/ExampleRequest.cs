namespace Cluster.Gateway.Retrieval;

/// <summary>One example of a question: exactly one of text, image, id and key, with a weight.</summary>
public sealed record ExampleRequest
{
    /// <summary>Words that describe a picture.</summary>
    public string? Text { get; init; }

    /// <summary>A picture, base64 (a <c>data:</c> URI is taken too).</summary>
    public string? Image { get; init; }

    /// <summary>A point of the collection, which is then left out of the answer.</summary>
    public string? Id { get; init; }

    /// <summary>As <c>id</c>, by the key of the image.</summary>
    public string? Key { get; init; }

    /// <summary>How much it counts, above 0 and at most 100. Default: 1.</summary>
    public double? Weight { get; init; }
}
