using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Onnx;

/// <summary>Refuses options that cannot work.</summary>
public sealed class OnnxOptionsValidator : IValidateOptions<OnnxOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, OnnxOptions options)
    {
        List<string> faults = [];
        if (options.IntraOpThreads is < 0 or > 1_024)
        {
            faults.Add($"{OnnxOptions.Section}:IntraOpThreads is {options.IntraOpThreads}; it must be from 0 to 1,024.");
        }

        if (options.MaxBatch is < 1 or > 4_096)
        {
            faults.Add($"{OnnxOptions.Section}:MaxBatch is {options.MaxBatch}; it must be from 1 to 4,096.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
