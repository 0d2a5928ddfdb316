using Cluster.Client.Failures;

namespace Cluster.Client.Comparisons;

/// <summary>A comparison as it stands.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="IsOver">Whether it is over.</param>
/// <param name="Doing">What is being done.</param>
/// <param name="Encoders">The figures, encoder by encoder; empty while it runs.</param>
/// <param name="Verdict">Which one to choose and why; null while it runs.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
/// <param name="Report">Where the report is, relative to the gateway; null while it runs.</param>
public sealed record Comparison(string Collection, bool IsOver, string Doing, IReadOnlyList<Compared> Encoders, string? Verdict, Fault? Failure, string? Report);
