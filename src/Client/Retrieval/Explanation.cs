namespace Cluster.Client.Retrieval;

/// <summary>Where a score comes from.</summary>
/// <param name="Formula">How the similarities become the score.</param>
/// <param name="Contributions">The examples, each with its similarity.</param>
public sealed record Explanation(string Formula, IReadOnlyList<Contribution> Contributions);
