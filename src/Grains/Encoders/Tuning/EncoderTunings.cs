using System.Collections.Concurrent;
using Cluster.Contracts.Encoders.Tuning;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Tuning;
using Cluster.Pipeline;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Encoders.Tuning;

/// <summary>The tunings of this silo.</summary>
public sealed class EncoderTunings(EncoderCatalog catalog, EncoderTuner tuner, EncoderRuns runs, IOptions<PipelineOptions> pipeline)
{
    private readonly ConcurrentDictionary<string, TuningStep> _steps = new();

    /// <summary>Starts a tuning.</summary>
    public async Task<Outcome<TuningStatus>> StartAsync(string encoder, TuningRequest request, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(encoder, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        ModelPrecision precision = default;
        if (request.Precision is not null && (!Enum.TryParse(request.Precision, ignoreCase: true, out precision) || !Enum.IsDefined(precision)))
        {
            return new Failure(FailureKind.InvalidRequest, "Precisions are fp32, fp16 and int8.");
        }

        if (request.Seconds is < 1 or > TuneOrder.MostSeconds)
        {
            return new Failure(FailureKind.InvalidRequest, FormattableString.Invariant($"A tuning measures for 1 to {TuneOrder.MostSeconds:N0} seconds."));
        }

        var order = new TuneOrder(request.Precision is null ? null : precision, request.Seconds, pipeline.Value.BatchSize);
        var refused = runs.Start(encoder, EncoderRunKind.Tuning, ending =>
        {
            _steps.TryRemove(encoder, out _);
            tuner.Tune(found.Value, order, step => _steps[encoder] = step, ending);
        });
        return refused is null ? await ShowAsync(encoder, cancellationToken) : refused;
    }

    /// <summary>How far it is.</summary>
    public async Task<Outcome<TuningStatus>> ShowAsync(string encoder, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(encoder, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        var (running, failure) = await runs.OfAsync(encoder, EncoderRunKind.Tuning);
        var progress = running && _steps.TryGetValue(encoder, out var step) ? new TuningProgress(step.Setting, step.Value, step.Step, step.Steps) : null;

        // Weights may have to be hashed.
        var (results, fault) = await Task.Run(() => Results(found.Value), cancellationToken);
        return new TuningStatus(running, failure ?? (running ? null : fault), progress, results);
    }

    /// <summary>A file that cannot be read is told of, and does not keep from tuning again, which replaces it.</summary>
    private (IReadOnlyList<TuningResult> Results, Failure? Failure) Results(EncoderManifest manifest)
    {
        try
        {
            return ([.. TuningBook.All(manifest).Select(record => Result(record, tuner.IsHere(manifest, record)))], null);
        }
        catch (FailureException fault)
        {
            return ([], fault.Failure);
        }
    }

    private static TuningResult Result(TuningRecord record, bool isHere) => new()
    {
        Precision = record.Subject.Precision.ToString().ToLowerInvariant(),
        Processor = record.Subject.Processor,
        Threads = record.Subject.Threads,
        OnnxRuntime = record.Subject.OnnxRuntime,
        IsHere = isHere,
        Settings = [.. record.Default.Select(setting => new TuningSetting(setting.Key, setting.Value, record.Tuned.GetValueOrDefault(setting.Key, setting.Value)))],
        DefaultImagesPerSecond = record.DefaultImagesPerSecond,
        TunedImagesPerSecond = record.TunedImagesPerSecond,
        Ratio = record.Ratio,
        DefaultSingleSeconds = record.DefaultSingleSeconds,
        TunedSingleSeconds = record.TunedSingleSeconds,
        WorstCosine = record.WorstCosine,
        Spread = record.Spread,
        Trials = [.. record.Trials.Select(static trial => new Contracts.Encoders.Tuning.TuningTrial(
            trial.Setting, trial.Stood, trial.Tried, trial.ImagesPerSecond, trial.Ratio, InWords(trial.Outcome), trial.Detail))],
        TunedAt = record.TunedAt,
    };

    private static string InWords(TuningOutcome outcome) => outcome switch { TuningOutcome.Kept => "kept", TuningOutcome.Refused => "refused", _ => "not faster" };
}
