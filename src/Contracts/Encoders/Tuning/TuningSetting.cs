namespace Cluster.Contracts.Encoders.Tuning;

/// <summary>A setting, by default and as tuned.</summary>
/// <param name="Name">Its name under <c>Encoders:Onnx</c>.</param>
/// <param name="Default">The option that is set, or what is built in.</param>
/// <param name="Tuned">As tuned; the same where nothing was faster.</param>
[GenerateSerializer, Immutable, Alias("cluster.tuning-setting")]
public sealed record TuningSetting([property: Id(0)] string Name, [property: Id(1)] string Default, [property: Id(2)] string Tuned);
