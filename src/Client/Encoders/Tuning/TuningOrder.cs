namespace Cluster.Client.Encoders.Tuning;

/// <summary>Asks to find the fastest settings of an encoder on the processor of a silo.</summary>
/// <param name="Precision">fp32, fp16 or int8; null for what the silo is set to load.</param>
/// <param name="Seconds">Seconds to measure in all, 1 to 3,600; loading comes on top.</param>
public sealed record TuningOrder(string? Precision = null, int Seconds = 120);
