using Cluster.Contracts.Collections.Changes;
using Cluster.Domain.Collections;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;

namespace Cluster.Contracts.Reembedding;

/// <summary>A re-embedding as it stands.</summary>
[GenerateSerializer, Immutable, Alias("cluster.reembedding-snapshot")]
public sealed record ReembeddingSnapshot
{
    /// <summary>What was asked for.</summary>
    [Id(0)]
    public required ReembeddingSpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public required ReembeddingState State { get; init; }

    /// <summary>What was live when it began.</summary>
    [Id(2)]
    public required LiveCollection Old { get; init; }

    /// <summary>The generation being built; null before it is made.</summary>
    [Id(3)]
    public LiveCollection? New { get; init; }

    /// <summary>Points of the old generation when it began.</summary>
    [Id(4)]
    public long Points { get; init; }

    /// <summary>Images that the building jobs have accounted for, or points that the catching up has compared.</summary>
    [Id(5)]
    public long Done { get; init; }

    /// <summary>How far the generation that is not live lies behind.</summary>
    [Id(6)]
    public ChangeLag Lag { get; init; } = new(0, TimeSpan.Zero);

    /// <summary>The gates of the last verification; empty before.</summary>
    [Id(7)]
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>The last fault; null when there is none.</summary>
    [Id(8)]
    public Failure? Failure { get; init; }

    /// <summary>What happened, oldest first.</summary>
    [Id(9)]
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>When it was asked for.</summary>
    [Id(10)]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the new generation became live; null before.</summary>
    [Id(11)]
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>When it was over; null before.</summary>
    [Id(12)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The jobs that build the new generation.</summary>
    [Id(13)]
    public IReadOnlyList<string> Jobs { get; init; } = [];

    /// <summary>Whether there is a report to read.</summary>
    [Id(14)]
    public bool HasReport { get; init; }
}
