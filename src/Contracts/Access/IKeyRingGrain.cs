using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Access;

/// <summary>Remembers who may ask the gateways. Secrets never reach it, only their hashes. One a cluster, key <see cref="Key"/>.</summary>
[Alias("cluster.IKeyRingGrain")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "keys";

    /// <summary>All keys.</summary>
    [Alias("list")]
    Task<KeyRing> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a key; Conflict when its id is taken or there are as many keys as can be.</summary>
    [Alias("add")]
    Task<Outcome<ApiKey>> AddAsync(ApiKey key, CancellationToken cancellationToken = default);

    /// <summary>Adds the first key; false when there is one already, whoever asked at the same time.</summary>
    [Alias("add-first")]
    Task<bool> AddFirstAsync(ApiKey key, CancellationToken cancellationToken = default);

    /// <summary>Gives a key a new secret; the old one is taken until <paramref name="previousUntil"/>. KeyNotFound when there is no such key.</summary>
    [Alias("rotate")]
    Task<Outcome<ApiKey>> RotateAsync(string id, string hash, DateTimeOffset previousUntil, CancellationToken cancellationToken = default);

    /// <summary>Takes a key away for good. KeyNotFound when there is no such key; Conflict for the last one that can make others.</summary>
    [Alias("revoke")]
    Task<Outcome<ApiKey>> RevokeAsync(string id, CancellationToken cancellationToken = default);
}
