namespace Cluster.Client.Access;

/// <summary>A key; its secret in the answer that made it and in no other.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>admin</c>.</param>
/// <param name="Collections">The only collections that it reaches; empty for all.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Key">The whole key, to be kept in a safe place.</param>
public sealed record ApiKey(
    string Id, string Name, string Scope, IReadOnlyList<string> Collections, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null, string? Key = null);
