namespace Cluster.Client.Classification;

/// <summary>A picture to look at: exactly one of image (base64), id and key.</summary>
public sealed record Subject
{
    /// <summary>A picture in base64.</summary>
    public string? Image { get; init; }

    /// <summary>A point of the collection.</summary>
    public string? Id { get; init; }

    /// <summary>A point of the collection, by the key of its image.</summary>
    public string? Key { get; init; }
}
