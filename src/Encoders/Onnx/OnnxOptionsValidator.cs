using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Onnx;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class OnnxOptionsValidator : IValidateOptions<OnnxOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, OnnxOptions options)
    {
        List<string> faults = [];
        Within(nameof(options.IntraOpThreads), options.IntraOpThreads, 0, 1_024);
        Within(nameof(options.Passes), options.Passes ?? 1, 1, OnnxOptions.MostPasses);
        Within(nameof(options.Batch), options.Batch ?? 1, 1, 4_096);
        Within(nameof(options.MaxBatch), options.MaxBatch, 1, 4_096);
        Within(nameof(options.MaxTextBatch), options.MaxTextBatch, 1, 4_096);
        Within(nameof(options.DeviceId), options.DeviceId, 0, 63);
        Within(nameof(options.GpuMemoryLimitMiB), options.GpuMemoryLimitMiB, 0, 16 << 20);
        Known(nameof(options.Provider), options.Provider);
        Known(nameof(options.Precision), options.Precision);
        Known(nameof(options.GraphOptimization), options.GraphOptimization ?? default);
        foreach (var (encoder, precision) in options.Precisions)
        {
            Known($"{nameof(options.Precisions)}:{encoder}", precision);
        }

        if (options.BatchBuckets.Any(static size => size < 1) || options.BatchBuckets.Zip(options.BatchBuckets.Skip(1)).Any(static pair => pair.First >= pair.Second))
        {
            faults.Add($"{OnnxOptions.Section}:{nameof(options.BatchBuckets)} must rise from 1 or more.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Within(string key, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add(FormattableString.Invariant($"{OnnxOptions.Section}:{key} is {value}; it must be from {least} to {most:N0}."));
            }
        }

        void Known<T>(string key, T value)
            where T : struct, Enum
        {
            if (!Enum.IsDefined(value))
            {
                faults.Add($"{OnnxOptions.Section}:{key} is {value}; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
            }
        }
    }
}
