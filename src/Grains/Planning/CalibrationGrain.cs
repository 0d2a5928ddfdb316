using Cluster.Contracts.Planning;
using Cluster.Domain.Outcomes;
using Orleans.Concurrency;

namespace Cluster.Grains.Planning;

/// <inheritdoc cref="ICalibrationGrain" />
[StatelessWorker(1)]
public sealed class CalibrationGrain(Calibrator calibrator) : Grain, ICalibrationGrain
{
    /// <inheritdoc />
    public async Task<Outcome<Calibration>> MeasureAsync(CalibrationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await calibrator.MeasureAsync(request, cancellationToken);
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }
}
