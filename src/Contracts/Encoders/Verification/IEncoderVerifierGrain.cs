using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Encoders.Verification;

/// <summary>Has the variants of an encoder compared with its reference. A comparison takes minutes, so that it is started and looked at. Key: the encoder's name.</summary>
[Alias("cluster.IEncoderVerifierGrain")]
public interface IEncoderVerifierGrain : IGrainWithStringKey
{
    /// <summary>Starts a comparison. Conflict while one is under way; InvalidRequest; EncoderNotFound; ModelIncomplete.</summary>
    [Alias("start")]
    Task<Outcome<VerificationStatus>> StartAsync(VerificationRequest request, CancellationToken cancellationToken = default);

    /// <summary>How far it is. EncoderNotFound; ModelIncomplete.</summary>
    [Alias("show")]
    Task<Outcome<VerificationStatus>> ShowAsync(CancellationToken cancellationToken = default);
}
