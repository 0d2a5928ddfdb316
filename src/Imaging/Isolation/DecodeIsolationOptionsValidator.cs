using Microsoft.Extensions.Options;

namespace Cluster.Imaging.Isolation;

internal sealed class DecodeIsolationOptionsValidator : IValidateOptions<DecodeIsolationOptions>
{
    private const long LeastMemory = 64L << 20;

    public ValidateOptionsResult Validate(string? name, DecodeIsolationOptions options)
    {
        List<string> faults = [];
        if (options.Workers is < 1 or > 1_024)
        {
            faults.Add($"{DecodeIsolationOptions.Section}:{nameof(options.Workers)} is {options.Workers}; give 1 to 1,024 processes.");
        }

        if (options.Memory < LeastMemory)
        {
            faults.Add($"{DecodeIsolationOptions.Section}:{nameof(options.Memory)} is {options.Memory}; give at least {LeastMemory} bytes.");
        }

        if (options.MaxWorkerMemory < options.Memory + LeastMemory)
        {
            faults.Add($"{DecodeIsolationOptions.Section}:{nameof(options.MaxWorkerMemory)} is {options.MaxWorkerMemory}; give at least {LeastMemory} bytes more than {nameof(options.Memory)}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
