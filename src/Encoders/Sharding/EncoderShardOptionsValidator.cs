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
        Span(nameof(options.BulkSlice), options.BulkSlice ?? EncoderShardOptions.DeviceSlice, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
        Span(nameof(options.QuerySlice), options.QuerySlice, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
        Span(nameof(options.QueryLinger), options.QueryLinger, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Span(string key, TimeSpan value, TimeSpan low, TimeSpan high)
        {
            if (value < low || value > high)
            {
                faults.Add($"{EncoderShardOptions.Section}:{key} is {value}; it must be from {low} to {high}.");
            }
        }

        void Check(string key, int value)
        {
            if (value is < 1 or > 65_536)
            {
                faults.Add($"{EncoderShardOptions.Section}:{key} is {value}; it must be from 1 to 65,536.");
            }
        }
    }
}
