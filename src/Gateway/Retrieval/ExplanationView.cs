namespace Cluster.Gateway.Retrieval;

/// <summary>Where a score comes from.</summary>
/// <param name="Formula">How the similarities below become the score.</param>
/// <param name="Contributions">The examples, each with its similarity.</param>
public sealed record ExplanationView(string Formula, IReadOnlyList<ContributionView> Contributions);
