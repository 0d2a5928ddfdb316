namespace Cluster.Gateway.Classification;

/// <summary>A picture to look at: exactly one of image, id and key.</summary>
public sealed record SubjectRequest
{
    /// <summary>A picture, base64 (a <c>data:</c> URI is taken too).</summary>
    public string? Image { get; init; }

    /// <summary>A point of the collection: its stored vector is taken, no image is read.</summary>
    public string? Id { get; init; }

    /// <summary>As <c>id</c>, by the key of the image.</summary>
    public string? Key { get; init; }
}
