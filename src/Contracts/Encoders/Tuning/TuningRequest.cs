namespace Cluster.Contracts.Encoders.Tuning;

/// <summary>Asks to find the fastest settings of an encoder.</summary>
/// <param name="Precision">fp32, fp16 or int8; null for what the silo is set to load.</param>
/// <param name="Seconds">Seconds to measure in all.</param>
[GenerateSerializer, Immutable, Alias("cluster.tuning-request")]
public sealed record TuningRequest([property: Id(0)] string? Precision, [property: Id(1)] int Seconds);
