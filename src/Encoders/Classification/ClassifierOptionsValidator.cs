using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Classification;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class ClassifierOptionsValidator : IValidateOptions<ClassifierOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ClassifierOptions options)
    {
        List<string> faults = [];
        Check(nameof(options.KeptHeads), options.KeptHeads);
        Check(nameof(options.PromptBatch), options.PromptBatch);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, int value)
        {
            if (value is < 1 or > 10_000)
            {
                faults.Add($"{ClassifierOptions.Section}:{key} is {value}; it must be from 1 to 10,000.");
            }
        }
    }
}
