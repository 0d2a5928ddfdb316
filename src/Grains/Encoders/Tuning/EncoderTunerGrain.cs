using Cluster.Contracts.Encoders.Tuning;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Encoders.Tuning;

/// <inheritdoc cref="IEncoderTunerGrain" />
public sealed class EncoderTunerGrain(EncoderTunings tunings) : Grain, IEncoderTunerGrain
{
    /// <inheritdoc />
    public async Task<Outcome<TuningStatus>> StartAsync(TuningRequest request, CancellationToken cancellationToken)
    {
        // Kept here while it may run: another silo would know nothing of it.
        DelayDeactivation(TimeSpan.FromHours(2));
        return await tunings.StartAsync(this.GetPrimaryKeyString(), request, cancellationToken);
    }

    /// <inheritdoc />
    public Task<Outcome<TuningStatus>> ShowAsync(CancellationToken cancellationToken) => tunings.ShowAsync(this.GetPrimaryKeyString(), cancellationToken);
}
