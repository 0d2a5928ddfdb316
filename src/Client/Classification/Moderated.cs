namespace Cluster.Client.Classification;

/// <summary>What is said of a picture.</summary>
/// <param name="Id">The point, where one was asked about.</param>
/// <param name="Flagged">Whether any category flags it.</param>
/// <param name="Verdicts">In the order of the categories.</param>
public sealed record Moderated(string? Id, bool Flagged, IReadOnlyList<Verdict> Verdicts);
