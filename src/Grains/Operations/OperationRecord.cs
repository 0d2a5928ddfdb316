using Cluster.Contracts.Operations;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Operations;

/// <summary>What is remembered of a long operation.</summary>
[GenerateSerializer, Alias("cluster.operation-record")]
public sealed record OperationRecord
{
    /// <summary>What was asked for; null when it was never started.</summary>
    [Id(0)]
    public OperationSpec? Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public OperationState State { get; init; }

    /// <summary>What it found in the end.</summary>
    [Id(2)]
    public OperationProgress Progress { get; init; } = new();

    /// <summary>Why it failed.</summary>
    [Id(3)]
    public Failure? Failure { get; init; }

    /// <summary>When it was asked for.</summary>
    [Id(4)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(5)]
    public DateTimeOffset? EndedAt { get; init; }
}
