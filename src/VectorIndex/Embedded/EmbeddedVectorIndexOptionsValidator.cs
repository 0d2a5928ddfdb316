using Microsoft.Extensions.Options;

namespace Cluster.VectorIndex.Embedded;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class EmbeddedVectorIndexOptionsValidator : IValidateOptions<EmbeddedVectorIndexOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, EmbeddedVectorIndexOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            faults.Add($"{EmbeddedVectorIndexOptions.Section}:Path is empty: name the file that holds the vectors.");
        }

        if (!Enum.IsDefined(options.Durability))
        {
            faults.Add($"{EmbeddedVectorIndexOptions.Section}:Durability is neither PowerLoss nor Crash.");
        }

        Within(nameof(options.WriteCacheKiB), options.WriteCacheKiB, 1_024, 8_388_608);
        Within(nameof(options.ReadCacheKiB), options.ReadCacheKiB, 256, 8_388_608);
        Within(nameof(options.LogMiB), options.LogMiB, 1, 4_096);
        Within(nameof(options.ScanThreads), options.ScanThreads, 1, 1_024);
        Within(nameof(options.Oversampling), options.Oversampling, 1, 1_000);
        Within(nameof(options.MaxFilterFields), options.MaxFilterFields, 1, 10_000);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Within(string option, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"{EmbeddedVectorIndexOptions.Section}:{option} is {value}; it must lie between {least} and {most}.");
            }
        }
    }
}
