namespace Cluster.Contracts.Operations;

/// <summary>How far an operation is, and what it has found.</summary>
[GenerateSerializer, Immutable, Alias("cluster.operation-progress")]
public sealed record OperationProgress
{
    /// <summary>Images and points looked at.</summary>
    [Id(0)]
    public long Looked { get; init; }

    /// <summary>Exact counts by class, the zeros too.</summary>
    [Id(1)]
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>The first findings by name, at most 1,000.</summary>
    [Id(2)]
    public IReadOnlyList<OperationFinding> Findings { get; init; } = [];

    /// <summary>Pages on which all findings stand by name.</summary>
    [Id(3)]
    public int Pages { get; init; }
}
