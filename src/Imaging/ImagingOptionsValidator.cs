using Microsoft.Extensions.Options;

namespace Cluster.Imaging;

/// <summary>Refuses limits that let nothing through or cannot be kept, all faults at once.</summary>
public sealed class ImagingOptionsValidator : IValidateOptions<ImagingOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ImagingOptions options)
    {
        List<string> faults = [];
        InRange(nameof(options.MaxBytes), options.MaxBytes, int.MaxValue);
        InRange(nameof(options.MaxPixels), options.MaxPixels, 700_000_000);
        InRange(nameof(options.MinSide), options.MinSide, 65_535);
        InRange(nameof(options.MaxAspect), options.MaxAspect, 1_000_000);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void InRange(string key, long value, long high)
        {
            if (value < 1 || value > high)
            {
                faults.Add($"{ImagingOptions.Section}:{key} is {value}; it must be from 1 to {high}.");
            }
        }
    }
}
