namespace Cluster.Contracts.Operations;

/// <summary>Which operations are wanted.</summary>
/// <param name="Limit">How many at most.</param>
[GenerateSerializer, Immutable, Alias("cluster.operation-query")]
public sealed record OperationQuery([property: Id(0)] int Limit)
{
    /// <summary>Only those with a lower number; null for the newest.</summary>
    [Id(1)]
    public long? Before { get; init; }

    /// <summary>Only those over one of these collections; null for all.</summary>
    [Id(2)]
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>Only this kind; null for all.</summary>
    [Id(3)]
    public OperationKind? Kind { get; init; }

    /// <summary>Only those that stand so; null for all.</summary>
    [Id(4)]
    public OperationState? State { get; init; }
}
