namespace Cluster.Contracts.Encoders;

/// <summary>One image embedded outside a pipeline.</summary>
/// <param name="Vector">Unit length.</param>
/// <param name="Width">Width of the stored image in pixels.</param>
/// <param name="Height">Height of the stored image in pixels.</param>
/// <param name="ContentHash">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Bytes">Its stored size.</param>
[GenerateSerializer, Immutable, Alias("cluster.embedded-image")]
public sealed record EmbeddedImage(
    [property: Id(0)] ReadOnlyMemory<float> Vector, [property: Id(1)] int Width, [property: Id(2)] int Height, [property: Id(3)] string ContentHash, [property: Id(4)] long Bytes)
{
    /// <summary>The version that was read; empty for an image that is in no corpus.</summary>
    [Id(5)]
    public string ETag { get; init; } = "";
}
