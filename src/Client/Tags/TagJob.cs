using Cluster.Client.Failures;

namespace Cluster.Client.Tags;

/// <summary>A tag job as it stands.</summary>
public sealed record TagJob
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>completed</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Whether nothing more happens.</summary>
    public bool IsOver { get; init; }

    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>The payload field that is written.</summary>
    public required string Field { get; init; }

    /// <summary>Points looked at.</summary>
    public long Looked { get; init; }

    /// <summary>Points that got a label.</summary>
    public long Tagged { get; init; }

    /// <summary>Points there were to look at.</summary>
    public long Total { get; init; }

    /// <summary>Why it failed.</summary>
    public Fault? Failure { get; init; }
}
