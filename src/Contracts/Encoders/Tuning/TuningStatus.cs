using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Encoders.Tuning;

/// <summary>How far a tuning is, and what lies beside the model.</summary>
/// <param name="Running">Whether one is under way.</param>
/// <param name="Failure">Why the last one could not be done; null when it could, or when there was none.</param>
/// <param name="Progress">What is being tried; null when nothing is yet.</param>
/// <param name="Results">What was measured on this machine and others, one each.</param>
[GenerateSerializer, Immutable, Alias("cluster.tuning-status")]
public sealed record TuningStatus(
    [property: Id(0)] bool Running, [property: Id(1)] Failure? Failure, [property: Id(2)] TuningProgress? Progress, [property: Id(3)] IReadOnlyList<TuningResult> Results);
