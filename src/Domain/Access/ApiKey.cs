namespace Cluster.Domain.Access;

/// <summary>A key as it is remembered. The secret is not: what is kept is its SHA-256, of which 256 random bits cannot be found again.</summary>
[GenerateSerializer, Immutable, Alias("cluster.api-key")]
public sealed record ApiKey
{
    /// <summary>Names the key in lists and logs; the part of its text that is no secret.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>What it is for, in the words of whoever made it.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, lower-case hex.</summary>
    [Id(2)]
    public required string Hash { get; init; }

    /// <summary>What it allows.</summary>
    [Id(3)]
    public required AccessScope Scope { get; init; }

    /// <summary>The only collections (aliases) that it reaches; empty for all.</summary>
    [Id(4)]
    public IReadOnlyList<string> Collections { get; init; } = [];

    /// <summary>When it was made.</summary>
    [Id(5)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null for never.</summary>
    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The hash before the last rotation.</summary>
    [Id(7)]
    public string? PreviousHash { get; init; }

    /// <summary>Until when the secret before the last rotation is taken, too.</summary>
    [Id(8)]
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>Requests a second that it may ask in the long run; null for the gateway's default.</summary>
    [Id(9)]
    public int? RequestsPerSecond { get; init; }

    /// <summary>Requests that it may have open at once; null for the gateway's default.</summary>
    [Id(10)]
    public int? Concurrency { get; init; }

    /// <summary>Whether <paramref name="hash"/>, of a secret shown at <paramref name="now"/>, is this key's.</summary>
    public bool Takes(string hash, DateTimeOffset now) =>
        !(ExpiresAt <= now) && (IsSame(hash, Hash) || (PreviousUntil > now && PreviousHash is { } before && IsSame(hash, before)));

    /// <summary>Whether it reaches a collection.</summary>
    public bool Reaches(string collection) => Collections.Count == 0 || Collections.Contains(collection);

    // Hashes are no secrets, but comparing them in equal time costs nothing and needs no argument.
    private static bool IsSame(string one, string other) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(one.AsSpan()), System.Runtime.InteropServices.MemoryMarshal.AsBytes(other.AsSpan()));
}
