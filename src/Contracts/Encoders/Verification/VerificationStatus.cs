using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Encoders.Verification;

/// <summary>How far a comparison is, and what is signed off.</summary>
/// <param name="Running">Whether one is under way.</param>
/// <param name="Failure">Why the last one could not be done; null when it could, or when there was none.</param>
/// <param name="Results">What is signed off beside the model, one a variant.</param>
[GenerateSerializer, Immutable, Alias("cluster.verification-status")]
public sealed record VerificationStatus([property: Id(0)] bool Running, [property: Id(1)] Failure? Failure, [property: Id(2)] IReadOnlyList<VerificationResult> Results);
