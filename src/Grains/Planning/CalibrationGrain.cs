using Cluster.Contracts.Planning;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Encoders;
using Orleans.Concurrency;

namespace Cluster.Grains.Planning;

/// <inheritdoc cref="ICalibrationGrain" />
[StatelessWorker(1)]
public sealed class CalibrationGrain(BesideEncoders beside) : Grain, ICalibrationGrain
{
    /// <inheritdoc />
    public Task<Outcome<Calibration>> MeasureAsync(CalibrationRequest request, CancellationToken cancellationToken) =>
        beside.AskAsync(request.Encoder, grain => grain.CalibrateAsync(request, cancellationToken), cancellationToken);
}
