using Cluster.Domain.Access;

namespace Cluster.Gateway.Access;

/// <summary>A key without its secret.</summary>
public sealed record KeyView
{
    /// <summary>Names it; the part of its text that is no secret.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary><c>read</c>, <c>write</c> or <c>admin</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The only collections that it reaches; empty for all.</summary>
    public required IReadOnlyList<string> Collections { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; left out for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Until when the secret before the last rotation is taken, too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>Requests a second that it may ask in the long run, where it says so itself.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Requests that it may have open at once, where it says so itself.</summary>
    public int? Concurrency { get; init; }

    /// <summary>The whole key, in the answer that made its secret and in no other.</summary>
    public string? Key { get; init; }

    internal static KeyView Of(ApiKey key) => Of(key, revealed: null);

    internal static KeyView Of(ApiKey key, KeyText? revealed) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Scope = key.Scope.ToString().ToLowerInvariant(),
        Collections = key.Collections,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        PreviousSecretUntil = key.PreviousUntil,
        RequestsPerSecond = key.RequestsPerSecond,
        Concurrency = key.Concurrency,
        Key = revealed?.Reveal(),
    };
}
