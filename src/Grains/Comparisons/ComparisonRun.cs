using Cluster.Contracts.Comparisons;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Comparisons;

/// <summary>A comparison at work on the thread pool of this silo.</summary>
public sealed partial class ComparisonRun : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ComparisonSpec _spec;
    private readonly ILogger _logger;
    private volatile ComparisonSnapshot _snapshot;

    private ComparisonRun(ComparisonSpec spec, IReadOnlyList<EncoderDescription> encoders, EncoderComparison comparison, ILogger logger)
    {
        (_spec, _logger) = (spec with { Labels = null }, logger);
        _snapshot = new ComparisonSnapshot { Spec = _spec, Doing = "starting" };
        _ = Task.Run(() => RunAsync(spec, encoders, comparison));
    }

    /// <summary>Starts one.</summary>
    internal static ComparisonRun Start(ComparisonSpec spec, IReadOnlyList<EncoderDescription> encoders, EncoderComparison comparison, ILogger logger) =>
        new(spec, encoders, comparison, logger);

    /// <summary>How far it is.</summary>
    public ComparisonSnapshot Snapshot => _snapshot;

    /// <summary>Ends it early.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(ComparisonSpec spec, IReadOnlyList<EncoderDescription> encoders, EncoderComparison comparison)
    {
        try
        {
            var (figures, verdict) = await comparison.RunAsync(spec, encoders, doing => _snapshot = _snapshot with { Doing = doing }, _stop.Token);
            _snapshot = new ComparisonSnapshot { Spec = _spec, IsOver = true, Doing = "done", Figures = figures, Verdict = verdict };
        }
        catch (FailureException fault)
        {
            _snapshot = new ComparisonSnapshot { Spec = _spec, IsOver = true, Doing = "failed", Failure = fault.Failure };
        }
        catch (Exception bug)
        {
            LogBrokeDown(_spec.Collection.Value, bug);
            _snapshot = new ComparisonSnapshot { Spec = _spec, IsOver = true, Doing = "failed", Failure = new Failure(FailureKind.Unavailable, $"The comparison broke down: {bug.Message}") };
        }
    }

    [LoggerMessage(3401, LogLevel.Error, "The comparison of encoders on collection {Collection} broke down")]
    private partial void LogBrokeDown(string collection, Exception fault);
}
