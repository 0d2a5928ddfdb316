using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Encoders;

/// <inheritdoc cref="IEncoderDirectoryGrain" />
/// <remarks>One silo holds every encoder here, so the shard beside the directory is the one.</remarks>
public sealed class EncoderDirectoryGrain(ILocalSiloDetails silo) : Grain, IEncoderDirectoryGrain
{
    /// <inheritdoc />
    public Task<Outcome<EncoderShardAddress>> PickAsync(CancellationToken cancellationToken) => Task.FromResult<Outcome<EncoderShardAddress>>(
        new EncoderShardAddress(new EncoderId(this.GetPrimaryKeyString()), silo.Name, "cpu"));
}
