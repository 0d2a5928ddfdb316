namespace Cluster.Imaging.Isolation;

/// <summary>How pictures are wanted, and what they may be.</summary>
internal sealed record DecodeOrder(PreprocessingSpec Spec, ImagingOptions Limits);
