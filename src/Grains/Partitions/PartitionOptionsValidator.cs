using Microsoft.Extensions.Options;

namespace Cluster.Grains.Partitions;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class PartitionOptionsValidator : IValidateOptions<PartitionOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, PartitionOptions options)
    {
        List<string> faults = [];
        if (options.LeaseDuration < TimeSpan.FromSeconds(1) || options.LeaseDuration > TimeSpan.FromHours(1))
        {
            faults.Add($"{PartitionOptions.Section}:LeaseDuration is {options.LeaseDuration}; it must be from 1 second to 1 hour.");
        }

        if (options.Slots is < 1 or > 4_096)
        {
            faults.Add($"{PartitionOptions.Section}:Slots is {options.Slots}; it must be from 1 to 4,096.");
        }

        if (options.DrainTimeout <= TimeSpan.Zero || options.DrainTimeout > TimeSpan.FromHours(1))
        {
            faults.Add($"{PartitionOptions.Section}:DrainTimeout is {options.DrainTimeout}; it must be above zero, up to 1 hour.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
