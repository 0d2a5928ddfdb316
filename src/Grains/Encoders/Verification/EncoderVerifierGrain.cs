using Cluster.Contracts.Encoders.Verification;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Encoders.Verification;

/// <inheritdoc cref="IEncoderVerifierGrain" />
public sealed class EncoderVerifierGrain(EncoderVerifications verifications) : Grain, IEncoderVerifierGrain
{
    /// <inheritdoc />
    public async Task<Outcome<VerificationStatus>> StartAsync(VerificationRequest request, CancellationToken cancellationToken)
    {
        // Kept here while it may run: another silo would know nothing of it.
        DelayDeactivation(TimeSpan.FromHours(1));
        return await verifications.StartAsync(this.GetPrimaryKeyString(), request, cancellationToken);
    }

    /// <inheritdoc />
    public Task<Outcome<VerificationStatus>> ShowAsync(CancellationToken cancellationToken) => verifications.ShowAsync(this.GetPrimaryKeyString(), cancellationToken);
}
