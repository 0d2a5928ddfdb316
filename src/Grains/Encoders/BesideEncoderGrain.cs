using Cluster.Contracts.Encoders;
using Cluster.Contracts.Encoders.Tuning;
using Cluster.Contracts.Encoders.Verification;
using Cluster.Contracts.Planning;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;
using Cluster.Grains.Encoders.Tuning;
using Cluster.Grains.Encoders.Verification;
using Cluster.Grains.Placement;
using Cluster.Grains.Planning;
using Cluster.Grains.Reembedding;

namespace Cluster.Grains.Encoders;

/// <inheritdoc cref="IBesideEncoderGrain" />
[EncoderPlacementFilter]
public sealed class BesideEncoderGrain(Calibrator calibrator, ReembeddingPlanner planner, EncoderVerifications verifications, EncoderTunings tunings) : Grain, IBesideEncoderGrain
{
    private string Encoder => this.GetPrimaryKeyString();

    /// <inheritdoc />
    public Task<Outcome<Calibration>> CalibrateAsync(CalibrationRequest request, CancellationToken cancellationToken) =>
        GuardAsync<Calibration>(async () => await calibrator.MeasureAsync(request with { Encoder = Encoder }, cancellationToken));

    /// <inheritdoc />
    public Task<Outcome<ReembeddingPlan>> PlanReembeddingAsync(ReembeddingSpec spec, CancellationToken cancellationToken) =>
        GuardAsync(() => planner.PlanAsync(spec with { Encoder = Encoder }, cancellationToken));

    /// <inheritdoc />
    public Task<Outcome<VerificationStatus>> VerifyAsync(VerificationRequest request, CancellationToken cancellationToken)
    {
        // Kept here while it may run: another silo would know nothing of it.
        DelayDeactivation(TimeSpan.FromHours(1));
        return GuardAsync(() => verifications.StartAsync(Encoder, request, cancellationToken));
    }

    /// <inheritdoc />
    public Task<Outcome<VerificationStatus>> ShowVerificationAsync(CancellationToken cancellationToken) => GuardAsync(() => verifications.ShowAsync(Encoder, cancellationToken));

    /// <inheritdoc />
    public Task<Outcome<TuningStatus>> TuneAsync(TuningRequest request, CancellationToken cancellationToken)
    {
        // As a comparison, and longer.
        DelayDeactivation(TimeSpan.FromHours(2));
        return GuardAsync(() => tunings.StartAsync(Encoder, request, cancellationToken));
    }

    /// <inheritdoc />
    public Task<Outcome<TuningStatus>> ShowTuningAsync(CancellationToken cancellationToken) => GuardAsync(() => tunings.ShowAsync(Encoder, cancellationToken));

    private async Task<Outcome<T>> GuardAsync<T>(Func<Task<Outcome<T>>> act)
        where T : class
    {
        var outcome = await ValueAsync(act);
        if (outcome.Failure?.Kind is FailureKind.EncoderNotFound or FailureKind.ModelIncomplete)
        {
            // Its files are not here any more: the next call is placed anew.
            DeactivateOnIdle();
        }

        return outcome;
    }

    private static async Task<Outcome<T>> ValueAsync<T>(Func<Task<Outcome<T>>> act)
        where T : class
    {
        try
        {
            return await act();
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }
}
