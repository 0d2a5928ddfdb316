using Cluster.Contracts.Encoders.Verification;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Encoders.Verification;

/// <inheritdoc cref="IEncoderVerifierGrain" />
public sealed class EncoderVerifierGrain(BesideEncoders beside) : Grain, IEncoderVerifierGrain
{
    private string Encoder => this.GetPrimaryKeyString();

    /// <inheritdoc />
    public Task<Outcome<VerificationStatus>> StartAsync(VerificationRequest request, CancellationToken cancellationToken) =>
        beside.AskAsync(Encoder, grain => grain.VerifyAsync(request, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<VerificationStatus>> ShowAsync(CancellationToken cancellationToken) =>
        beside.AskAsync(Encoder, grain => grain.ShowVerificationAsync(cancellationToken), cancellationToken);
}
