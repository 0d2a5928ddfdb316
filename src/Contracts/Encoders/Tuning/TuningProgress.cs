namespace Cluster.Contracts.Encoders.Tuning;

/// <summary>What is being tried.</summary>
/// <param name="Setting">The setting, or <c>all</c> at the end.</param>
/// <param name="Value">Its value.</param>
/// <param name="Step">The how manieth it is, from 1.</param>
/// <param name="Steps">How many there will be, as far as is known.</param>
[GenerateSerializer, Immutable, Alias("cluster.tuning-progress")]
public sealed record TuningProgress([property: Id(0)] string Setting, [property: Id(1)] string Value, [property: Id(2)] int Step, [property: Id(3)] int Steps);
