using Cluster.Contracts.Reembedding;
using Cluster.Domain.Reembedding;
using Cluster.Gateway.Failures;

namespace Cluster.Gateway.Reembedding;

/// <summary>A re-embedding as it stands.</summary>
public sealed record ReembeddingView
{
    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary><c>planned</c>, <c>building</c>, <c>catching up</c>, <c>verifying</c>, <c>refused</c>, <c>cutting over</c>, <c>draining</c>, <c>retiring</c>, <c>retired</c>, <c>rolling back</c>, <c>discarding</c>, <c>rolled back</c>, <c>cancelling</c>, <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Whether nothing will happen any more.</summary>
    public required bool IsOver { get; init; }

    /// <summary>Whether it waits for a person: a gate failed.</summary>
    public required bool WaitsForPerson { get; init; }

    /// <summary>Whether the old generation can be live again with one command.</summary>
    public required bool CanRollBack { get; init; }

    /// <summary>The encoder that was live when it began.</summary>
    public required string OldEncoder { get; init; }

    /// <summary>The concrete collection that was live when it began.</summary>
    public required string OldCollection { get; init; }

    /// <summary>The new encoder.</summary>
    public required string NewEncoder { get; init; }

    /// <summary>The new concrete collection; absent before it is made.</summary>
    public string? NewCollection { get; init; }

    /// <summary>Points of the old generation when it began.</summary>
    public required long Points { get; init; }

    /// <summary>Images or points done in the present state.</summary>
    public required long Done { get; init; }

    /// <summary>Changes that the other generation has not taken over yet.</summary>
    public required long LagPoints { get; init; }

    /// <summary>Age of the oldest of them, in seconds.</summary>
    public required double LagSeconds { get; init; }

    /// <summary>The gates of the last verification.</summary>
    public required IReadOnlyList<GateView> Gates { get; init; }

    /// <summary>The last fault, or why the gates refused; absent when there is none.</summary>
    public FailureView? Failure { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<AuditView> Audit { get; init; }

    /// <summary>The jobs that build the new generation.</summary>
    public required IReadOnlyList<string> Jobs { get; init; }

    /// <summary>Where the report is, relative to the gateway; absent before the gates were measured.</summary>
    public string? Report { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the new generation became live.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    internal static ReembeddingView Of(ReembeddingSnapshot snapshot) => new()
    {
        Collection = snapshot.Spec.Collection.Value,
        State = snapshot.State.ToWords(),
        IsOver = snapshot.State.IsOver(),
        WaitsForPerson = snapshot.State.WaitsForPerson(),
        CanRollBack = snapshot.State.CanRollBack(),
        OldEncoder = snapshot.Old.Encoder.Value,
        OldCollection = snapshot.Old.Collection.Value,
        NewEncoder = snapshot.New?.Encoder.Value ?? snapshot.Spec.Encoder,
        NewCollection = snapshot.New?.Collection.Value,
        Points = snapshot.Points,
        Done = snapshot.Done,
        LagPoints = snapshot.Lag.Points,
        LagSeconds = snapshot.Lag.Oldest.TotalSeconds,
        Gates = [.. snapshot.Gates.Select(static gate => new GateView(gate.Name, gate.Passed, gate.Value, gate.Bound, gate.Detail))],
        Failure = FailureView.Of(snapshot.Failure),
        Audit = [.. snapshot.Audit.Select(static entry => new AuditView(entry.At, entry.What, entry.By))],
        Jobs = snapshot.Jobs,
        Report = snapshot.HasReport ? $"/v1/collections/{snapshot.Spec.Collection}/reembedding/report" : null,
        StartedAt = snapshot.StartedAt,
        SwitchedAt = snapshot.SwitchedAt,
        EndedAt = snapshot.EndedAt,
    };
}
