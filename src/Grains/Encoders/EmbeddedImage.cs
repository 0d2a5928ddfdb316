namespace Cluster.Grains.Encoders;

/// <summary>One image embedded outside a pipeline.</summary>
/// <param name="Vector">Unit length.</param>
/// <param name="Width">Width of the stored image in pixels.</param>
/// <param name="Height">Height of the stored image in pixels.</param>
/// <param name="ContentHash">SHA-256 of its bytes, lower-case hex.</param>
public sealed record EmbeddedImage(ReadOnlyMemory<float> Vector, int Width, int Height, string ContentHash);
