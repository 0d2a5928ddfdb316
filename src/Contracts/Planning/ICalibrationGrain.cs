using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Planning;

/// <summary>Has a silo that holds the encoder measure what its machine can do. Stateless; key <see cref="Key"/>.</summary>
[Alias("cluster.ICalibrationGrain")]
public interface ICalibrationGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "calibration";

    /// <summary>Takes a sample of a corpus through every stage, into a collection that is dropped again. Takes about as long as it is given.</summary>
    [Alias("measure")]
    [ResponseTimeout("00:03:00")]
    Task<Outcome<Calibration>> MeasureAsync(CalibrationRequest request, CancellationToken cancellationToken = default);
}
