using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Operations;

/// <summary>A long operation as it stands.</summary>
[GenerateSerializer, Immutable, Alias("cluster.operation-snapshot")]
public sealed record OperationSnapshot
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>What was asked for.</summary>
    [Id(1)]
    public required OperationSpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public required OperationState State { get; init; }

    /// <summary>How far it is.</summary>
    [Id(3)]
    public OperationProgress Progress { get; init; } = new();

    /// <summary>Why it failed; null otherwise.</summary>
    [Id(4)]
    public Failure? Failure { get; init; }

    /// <summary>When it was asked for; null for one of which that was not noted yet.</summary>
    [Id(5)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    [Id(6)]
    public DateTimeOffset? EndedAt { get; init; }
}
