using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Encoders.Tuning;

/// <summary>
/// Has the fastest settings of an encoder found on a silo that holds it, and written beside the model. That takes minutes, so that it is started and looked
/// at. Key: the encoder's name.
/// </summary>
[Alias("cluster.IEncoderTunerGrain")]
public interface IEncoderTunerGrain : IGrainWithStringKey
{
    /// <summary>Starts a tuning. Conflict while one is under way, or something that would slow it down; InvalidRequest; EncoderNotFound; ModelIncomplete.</summary>
    [Alias("start")]
    Task<Outcome<TuningStatus>> StartAsync(TuningRequest request, CancellationToken cancellationToken = default);

    /// <summary>How far it is. EncoderNotFound; ModelIncomplete.</summary>
    [Alias("show")]
    Task<Outcome<TuningStatus>> ShowAsync(CancellationToken cancellationToken = default);
}
