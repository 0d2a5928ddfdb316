using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Comparisons;

/// <summary>A comparison as it stands.</summary>
[GenerateSerializer, Immutable, Alias("cluster.comparison-snapshot")]
public sealed record ComparisonSnapshot
{
    /// <summary>What was asked for.</summary>
    [Id(0)]
    public required ComparisonSpec Spec { get; init; }

    /// <summary>Whether it is over.</summary>
    [Id(1)]
    public bool IsOver { get; init; }

    /// <summary>What is being done, in words.</summary>
    [Id(2)]
    public string Doing { get; init; } = "";

    /// <summary>The figures, encoder by encoder; empty while it runs.</summary>
    [Id(3)]
    public IReadOnlyList<EncoderFigures> Figures { get; init; } = [];

    /// <summary>Which one to choose and why, in a sentence; null while it runs.</summary>
    [Id(4)]
    public string? Verdict { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    [Id(5)]
    public Failure? Failure { get; init; }
}
