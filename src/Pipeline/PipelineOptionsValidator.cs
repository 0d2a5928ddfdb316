using Microsoft.Extensions.Options;

namespace Cluster.Pipeline;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class PipelineOptionsValidator : IValidateOptions<PipelineOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, PipelineOptions options)
    {
        List<string> faults = [];
        InRange(nameof(options.LookupSize), options.LookupSize, 1, 10_000);
        InRange(nameof(options.Readers), options.Readers, 1, 1_024);
        InRange(nameof(options.Decoders), options.Decoders, 1, 1_024);
        InRange(nameof(options.BatchSize), options.BatchSize, 1, 4_096);
        InRange(nameof(options.WriteQueue), options.WriteQueue, 1, 1_024);
        InRange(nameof(options.MaxAhead), options.MaxAhead, 1, 1_000_000);
        InRange(nameof(options.MaxImageBytes), options.MaxImageBytes, 1, int.MaxValue);
        InRange(nameof(options.Attempts), options.Attempts, 1, 100);
        InRange(nameof(options.SourceFaultsInARow), options.SourceFaultsInARow, 1, 1_000_000);
        InRange(nameof(options.TraceEvery), options.TraceEvery, 0, 1_000_000);
        Positive(nameof(options.BatchLinger), options.BatchLinger);
        Positive(nameof(options.CheckpointPeriod), options.CheckpointPeriod);
        Positive(nameof(options.RetryDelay), options.RetryDelay);
        if (options.MaxAhead < options.BatchSize)
        {
            faults.Add($"{PipelineOptions.Section}:{nameof(options.MaxAhead)} ({options.MaxAhead}) must not be below BatchSize ({options.BatchSize}), or no batch ever fills.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void InRange(string key, long value, long low, long high)
        {
            if (value < low || value > high)
            {
                faults.Add($"{PipelineOptions.Section}:{key} is {value}; it must be from {low} to {high}.");
            }
        }

        void Positive(string key, TimeSpan value)
        {
            if (value <= TimeSpan.Zero)
            {
                faults.Add($"{PipelineOptions.Section}:{key} is {value}; it must be above zero.");
            }
        }
    }
}
