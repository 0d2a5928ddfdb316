namespace Cluster.Gateway.Access;

/// <summary>A key to be made.</summary>
public sealed record KeyRequest
{
    /// <summary>What it is for, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary><c>read</c>, <c>write</c> or <c>admin</c>; each holds those before it.</summary>
    public required string Scope { get; init; }

    /// <summary>The only collections that it reaches, at most 100. Left out: all.</summary>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>When it ends. Left out: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Requests a second that it may ask in the long run, 1 to 1,000,000. Left out: the gateway's default.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Requests that it may have open at once, 1 to 100,000. Left out: the gateway's default.</summary>
    public int? Concurrency { get; init; }
}
