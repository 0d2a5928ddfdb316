using Cluster.Contracts.Encoders;
using Cluster.Domain.Outcomes;
using Orleans.Concurrency;

namespace Cluster.Grains.Encoders;

/// <inheritdoc cref="IEncoderCatalogGrain" />
[StatelessWorker]
public sealed class EncoderCatalogGrain(ClusterEncoders encoders) : Grain, IEncoderCatalogGrain
{
    /// <inheritdoc />
    public Task<IReadOnlyList<EncoderDescription>> ListAsync(CancellationToken cancellationToken) => encoders.ListAsync(cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<EncoderDescription>> FindAsync(string encoder, CancellationToken cancellationToken) => encoders.FindAsync(encoder, cancellationToken);
}
