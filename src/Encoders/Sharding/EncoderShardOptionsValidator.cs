using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Sharding;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class EncoderShardOptionsValidator : IValidateOptions<EncoderShardOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, EncoderShardOptions options)
    {
        List<string> faults = [];
        Check(nameof(options.QueryQueue), options.QueryQueue);
        Check(nameof(options.BulkQueue), options.BulkQueue);
        Check(nameof(options.TextBatch), options.TextBatch);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, int value)
        {
            if (value is < 1 or > 65_536)
            {
                faults.Add($"{EncoderShardOptions.Section}:{key} is {value}; it must be from 1 to 65,536.");
            }
        }
    }
}
