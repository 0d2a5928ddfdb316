using Microsoft.Extensions.Options;

namespace Cluster.Grains.Accounting;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class AccountingOptionsValidator : IValidateOptions<AccountingOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AccountingOptions options)
    {
        List<string> faults = [];
        InRange(nameof(options.MaxRemembered), options.MaxRemembered, 0, 10_000_000);
        InRange(nameof(options.PageSize), options.PageSize, 1, 10_000);
        InRange(nameof(options.Lookups), options.Lookups, 1, 256);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void InRange(string key, int value, int low, int high)
        {
            if (value < low || value > high)
            {
                faults.Add($"{AccountingOptions.Section}:{key} is {value}; it must be from {low} to {high}.");
            }
        }
    }
}
