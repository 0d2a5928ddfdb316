using Cluster.Contracts.Encoders.Tuning;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Encoders.Tuning;

/// <inheritdoc cref="IEncoderTunerGrain" />
public sealed class EncoderTunerGrain(BesideEncoders beside) : Grain, IEncoderTunerGrain
{
    private string Encoder => this.GetPrimaryKeyString();

    /// <inheritdoc />
    public Task<Outcome<TuningStatus>> StartAsync(TuningRequest request, CancellationToken cancellationToken) =>
        beside.AskAsync(Encoder, grain => grain.TuneAsync(request, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<TuningStatus>> ShowAsync(CancellationToken cancellationToken) =>
        beside.AskAsync(Encoder, grain => grain.ShowTuningAsync(cancellationToken), cancellationToken);
}
