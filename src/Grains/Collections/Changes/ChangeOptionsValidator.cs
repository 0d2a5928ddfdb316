using Microsoft.Extensions.Options;

namespace Cluster.Grains.Collections.Changes;

/// <summary>Refuses times that cannot work together.</summary>
public sealed class ChangeOptionsValidator : IValidateOptions<ChangeOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ChangeOptions options)
    {
        List<string> faults = [];
        Positive(nameof(options.TicketLife), options.TicketLife);
        Positive(nameof(options.FenceWait), options.FenceWait);
        Positive(nameof(options.FenceLife), options.FenceLife);
        if (options.FenceLife > options.FenceWait)
        {
            faults.Add($"{ChangeOptions.Section}:FenceLife ({options.FenceLife}) must not be longer than {ChangeOptions.Section}:FenceWait ({options.FenceWait}), or changes fail behind a fence.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Positive(string option, TimeSpan value)
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
            {
                faults.Add($"{ChangeOptions.Section}:{option} is {value}; it must lie above zero and not above 1 hour.");
            }
        }
    }
}
