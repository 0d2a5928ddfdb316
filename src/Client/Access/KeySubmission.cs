namespace Cluster.Client.Access;

/// <summary>A key to be made.</summary>
public sealed record KeySubmission
{
    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary><c>read</c>, <c>write</c> or <c>admin</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The only collections that it reaches; null for all.</summary>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Requests a second; null for the gateway's default.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Requests open at once; null for the gateway's default.</summary>
    public int? Concurrency { get; init; }
}
