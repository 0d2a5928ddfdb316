using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Encoders;

/// <summary>Knows where an encoder's shards are and sends queries to them. Key: the encoder id.</summary>
[Alias("cluster.IEncoderDirectoryGrain")]
public interface IEncoderDirectoryGrain : IGrainWithStringKey
{
    /// <summary>A shard that can take queries now, the least loaded first; EncoderNotFound or Unavailable when there is none.</summary>
    [Alias("pick")]
    Task<Outcome<EncoderShardAddress>> PickAsync(CancellationToken cancellationToken = default);
}
