using Cluster.Client.Failures;

namespace Cluster.Client.Reembedding;

/// <summary>A re-embedding as it stands.</summary>
public sealed record ReembeddingStatus
{
    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>Where it stands, in words: <c>building</c>, <c>catching up</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>Whether nothing will happen any more.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether a gate failed and a person must decide.</summary>
    public bool WaitsForPerson { get; init; }

    /// <summary>Whether the old generation can be live again with one command.</summary>
    public bool CanRollBack { get; init; }

    /// <summary>The encoder that was live when it began.</summary>
    public required string OldEncoder { get; init; }

    /// <summary>The concrete collection that was live when it began.</summary>
    public required string OldCollection { get; init; }

    /// <summary>The new encoder.</summary>
    public required string NewEncoder { get; init; }

    /// <summary>The new concrete collection; null before it is made.</summary>
    public string? NewCollection { get; init; }

    /// <summary>Points of the old generation when it began.</summary>
    public long Points { get; init; }

    /// <summary>Images or points done in the present state.</summary>
    public long Done { get; init; }

    /// <summary>Changes that the other generation has not taken over yet.</summary>
    public long LagPoints { get; init; }

    /// <summary>Age of the oldest of them, in seconds.</summary>
    public double LagSeconds { get; init; }

    /// <summary>The gates of the last verification.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    /// <summary>The last fault; null when there is none.</summary>
    public Fault? Failure { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>The jobs that build the new generation.</summary>
    public IReadOnlyList<string> Jobs { get; init; } = [];

    /// <summary>Where the report is, relative to the gateway; null before the gates were measured.</summary>
    public string? Report { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the new generation became live.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
