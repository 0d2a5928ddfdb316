using Cluster.Contracts.Encoders.Tuning;
using Cluster.Contracts.Encoders.Verification;
using Cluster.Contracts.Planning;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;
using Orleans.Concurrency;

namespace Cluster.Contracts.Encoders;

/// <summary>
/// Does what can only be done where an encoder's files and devices are; placed on a silo that holds it. What it measures does not overlap. Key: the encoder id.
/// </summary>
[Alias("cluster.IBesideEncoderGrain")]
public interface IBesideEncoderGrain : IGrainWithStringKey
{
    /// <summary>Takes a sample of a corpus through every stage of its silo; as <see cref="ICalibrationGrain.MeasureAsync"/>.</summary>
    [Alias("calibrate")]
    [ResponseTimeout("00:03:00")]
    Task<Outcome<Calibration>> CalibrateAsync(CalibrationRequest request, CancellationToken cancellationToken = default);

    /// <summary>What a re-embedding with this encoder would do, with the speed of its silo; as <see cref="IReembeddingGrain.PlanAsync"/>.</summary>
    [Alias("plan-reembedding")]
    Task<Outcome<ReembeddingPlan>> PlanReembeddingAsync(ReembeddingSpec spec, CancellationToken cancellationToken = default);

    /// <summary>Starts a comparison of its variants, one at a time; as <see cref="IEncoderVerifierGrain.StartAsync"/>.</summary>
    [Alias("verify"), AlwaysInterleave]
    Task<Outcome<VerificationStatus>> VerifyAsync(VerificationRequest request, CancellationToken cancellationToken = default);

    /// <summary>How far that is.</summary>
    [Alias("show-verification"), AlwaysInterleave]
    Task<Outcome<VerificationStatus>> ShowVerificationAsync(CancellationToken cancellationToken = default);

    /// <summary>Starts finding its fastest settings; as <see cref="IEncoderTunerGrain.StartAsync"/>.</summary>
    [Alias("tune"), AlwaysInterleave]
    Task<Outcome<TuningStatus>> TuneAsync(TuningRequest request, CancellationToken cancellationToken = default);

    /// <summary>How far that is.</summary>
    [Alias("show-tuning"), AlwaysInterleave]
    Task<Outcome<TuningStatus>> ShowTuningAsync(CancellationToken cancellationToken = default);
}
