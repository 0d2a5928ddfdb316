using Cluster.Domain.Collections;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;

namespace Cluster.Grains.Reembedding;

/// <summary>What is remembered of the re-embedding of a collection: the running one, or the last.</summary>
[GenerateSerializer, Alias("cluster.reembedding-record")]
public sealed record ReembeddingRecord
{
    /// <summary>What was asked for; null when there never was one.</summary>
    [Id(0)]
    public ReembeddingSpec? Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public ReembeddingState State { get; init; }

    /// <summary>What was live when it began.</summary>
    [Id(2)]
    public LiveCollection? Old { get; init; }

    /// <summary>The new generation; null before it is made.</summary>
    [Id(3)]
    public LiveCollection? New { get; init; }

    /// <summary>Points of the old generation when it began.</summary>
    [Id(4)]
    public long Points { get; init; }

    /// <summary>The gates of the last verification.</summary>
    [Id(5)]
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>The last fault.</summary>
    [Id(6)]
    public Failure? Failure { get; init; }

    /// <summary>What happened, oldest first; the latest 200.</summary>
    [Id(7)]
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>When it was asked for.</summary>
    [Id(8)]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the new generation became live.</summary>
    [Id(9)]
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>When it was over.</summary>
    [Id(10)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the present state was entered.</summary>
    [Id(11)]
    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>The jobs that build the new generation, one a corpus.</summary>
    [Id(12)]
    public IReadOnlyList<string> Jobs { get; init; } = [];
}
