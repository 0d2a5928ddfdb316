using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;

namespace Cluster.Gateway.Access;

/// <summary>Turns a request into a key, or says what is wrong with it.</summary>
internal static class KeyIssue
{
    private const int MaxName = 100;
    private const int MaxCollections = 100;

    /// <summary>The key.</summary>
    /// <exception cref="FailureException">InvalidRequest, with the field that is wrong.</exception>
    public static ApiKey KeyOf(KeyRequest request, KeyText text, DateTimeOffset now)
    {
        Require(!string.IsNullOrWhiteSpace(request.Name) && request.Name.Length <= MaxName, $"$.name is blank or has more than {MaxName} characters.");
        Require(!request.Name.Any(char.IsControl), "$.name holds control characters.");
        Require(request.Scope is "read" or "write" or "admin", "$.scope is not one of read, write, admin.");
        Require((request.Collections?.Count ?? 0) <= MaxCollections, $"$.collections names more than {MaxCollections} collections.");
        foreach (var collection in request.Collections ?? [])
        {
            Require(NameRules.IsValid(collection), NameRules.Explain("A name in $.collections,", Problems.Shorten(collection ?? "")));
        }

        Require(request.Collections is null or { Count: > 0 }, "$.collections is empty: name collections, or leave it out for all.");
        Require(request.ExpiresAt is null || request.ExpiresAt > now, "$.expiresAt has passed already.");
        Require(request.RequestsPerSecond is null or (>= 1 and <= 1_000_000), "$.requestsPerSecond must lie between 1 and 1000000.");
        Require(request.Concurrency is null or (>= 1 and <= 100_000), "$.concurrency must lie between 1 and 100000.");
        return new ApiKey
        {
            Id = text.Id,
            Name = request.Name,
            Hash = text.Hash,
            Scope = Enum.Parse<AccessScope>(request.Scope, ignoreCase: true),
            Collections = [.. (request.Collections ?? []).Distinct()],
            CreatedAt = now,
            ExpiresAt = request.ExpiresAt?.ToUniversalTime(),
            RequestsPerSecond = request.RequestsPerSecond,
            Concurrency = request.Concurrency,
        };
    }

    private static void Require(bool holds, string refusal)
    {
        if (!holds)
        {
            throw new FailureException(FailureKind.InvalidRequest, refusal);
        }
    }
}
