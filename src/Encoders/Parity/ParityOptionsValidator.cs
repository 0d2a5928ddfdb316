using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Parity;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class ParityOptionsValidator : IValidateOptions<ParityOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ParityOptions options)
    {
        List<string> faults = [];
        Check(nameof(options.WorstCosine), options.WorstCosine);
        Check(nameof(options.Int8MeanCosine), options.Int8MeanCosine);
        Check(nameof(options.Int8Overlap), options.Int8Overlap);
        Check(nameof(options.ZeroShotAgreement), options.ZeroShotAgreement);
        if (!Enum.IsDefined(options.Required))
        {
            faults.Add($"{ParityOptions.Section}:{nameof(options.Required)} is {options.Required}; it must be off, precision or everything.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, double value)
        {
            if (value is not (>= 0 and <= 1))
            {
                faults.Add(FormattableString.Invariant($"{ParityOptions.Section}:{key} is {value}; it must be from 0 to 1."));
            }
        }
    }
}
