namespace Cluster.Encoders.Tuning;

/// <summary>What is being tried.</summary>
/// <param name="Setting">The setting, or <c>all</c> at the end.</param>
/// <param name="Value">Its value.</param>
/// <param name="Step">The how manieth it is, from 1.</param>
/// <param name="Steps">How many there will be, as far as is known.</param>
public sealed record TuningStep(string Setting, string Value, int Step, int Steps);
