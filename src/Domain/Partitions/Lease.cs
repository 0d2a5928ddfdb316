namespace Cluster.Domain.Partitions;

/// <summary>A time-bound right to work on a partition.</summary>
/// <param name="Token">Grows with every holder.</param>
/// <param name="Holder">The silo that works, for people.</param>
/// <param name="ExpiresAt">When the right ends unless a commit renews it.</param>
[GenerateSerializer, Immutable, Alias("cluster.lease")]
public sealed record Lease([property: Id(0)] FencingToken Token, [property: Id(1)] string Holder, [property: Id(2)] DateTimeOffset ExpiresAt)
{
    /// <summary>No one has held it yet.</summary>
    public static Lease None { get; } = new(new FencingToken(0), "", DateTimeOffset.MinValue);

    /// <summary>The lease of the next holder.</summary>
    public Lease GrantTo(string holder, DateTimeOffset now, TimeSpan duration) => new(Token.Next(), holder, now + duration);

    /// <summary>The same right, longer.</summary>
    public Lease Renew(DateTimeOffset now, TimeSpan duration) => this with { ExpiresAt = now + duration };

    /// <summary>The same right, given back.</summary>
    public Lease GiveBack(DateTimeOffset now) => this with { ExpiresAt = now };

    /// <summary>Whether somebody holds it at <paramref name="now"/>.</summary>
    public bool IsHeld(DateTimeOffset now) => now < ExpiresAt;

    /// <summary>Whether a holder with <paramref name="token"/> may commit at <paramref name="now"/>.</summary>
    public bool Allows(FencingToken token, DateTimeOffset now) => token == Token && IsHeld(now);
}
