using Cluster.Client.Failures;

namespace Cluster.Client.Encoders.Tuning;

/// <summary>How far a tuning is, and what lies beside the model.</summary>
/// <param name="Running">Whether one is under way.</param>
/// <param name="Failure">Why the last one could not be done, or what lies beside the model not be read; null when it could.</param>
/// <param name="Progress">What is being tried; null when nothing is yet.</param>
/// <param name="Results">What was measured, one a machine and precision.</param>
public sealed record Tuning(bool Running, Fault? Failure, TuningProgress? Progress, IReadOnlyList<TunedModel> Results);
