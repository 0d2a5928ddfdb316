using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Encoders;

/// <summary>Knows where an encoder's shards are and sends queries to them. Key: the encoder id.</summary>
[Alias("cluster.IEncoderDirectoryGrain")]
public interface IEncoderDirectoryGrain : IGrainWithStringKey
{
    /// <summary>A shard that can take queries now, the least loaded first; EncoderNotFound or Unavailable when there is none.</summary>
    [Alias("pick")]
    Task<Outcome<EncoderShardAddress>> PickAsync(CancellationToken cancellationToken = default);

    /// <summary>A silo tells how its shard of this encoder is. One that is not heard of for a while is forgotten.</summary>
    [Alias("report")]
    Task ReportAsync(ShardReport report, CancellationToken cancellationToken = default);

    /// <summary>The same for all shards of this encoder that a silo has, in one message.</summary>
    [Alias("report-all")]
    Task ReportAllAsync(IReadOnlyList<ShardReport> reports, CancellationToken cancellationToken = default);

    /// <summary>All shards that are known, for people.</summary>
    [Alias("list")]
    Task<IReadOnlyList<ShardReport>> ListAsync(CancellationToken cancellationToken = default);
}
