using Cluster.Client.Failures;

namespace Cluster.Client.Encoders.Verification;

/// <summary>How far a comparison is, and what is signed off beside the model.</summary>
/// <param name="Running">Whether one is under way.</param>
/// <param name="Failure">Why the last one could not be done; null when it could.</param>
/// <param name="Results">One a variant.</param>
public sealed record Verification(bool Running, Fault? Failure, IReadOnlyList<VerifiedVariant> Results);
