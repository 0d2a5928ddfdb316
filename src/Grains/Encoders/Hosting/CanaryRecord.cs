namespace Cluster.Grains.Encoders.Hosting;

/// <summary>What a canary answered when it was signed off.</summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="Variant">Precision and kind of device: <c>fp32-cpu</c>.</param>
/// <param name="Image">The embedding of the picture.</param>
/// <param name="Text">The embedding of the text; empty without a text tower.</param>
/// <param name="SignedAt">When.</param>
internal sealed record CanaryRecord(string Encoder, string Variant, float[] Image, float[] Text, DateTimeOffset SignedAt);
