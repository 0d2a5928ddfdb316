using Cluster.Domain.Outcomes;

namespace Cluster.Imaging;

/// <summary>What became of one image.</summary>
/// <param name="Width">Width of the stored image in pixels; 0 when it could not be read.</param>
/// <param name="Height">Height of the stored image in pixels; 0 when it could not be read.</param>
/// <param name="Failure">Why there is no tile; null on success.</param>
public readonly record struct PreprocessResult(int Width, int Height, Failure? Failure);
