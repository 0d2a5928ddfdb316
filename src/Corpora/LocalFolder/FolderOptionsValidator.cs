using Microsoft.Extensions.Options;

namespace Cluster.Corpora.LocalFolder;

internal sealed class FolderOptionsValidator : IValidateOptions<FolderOptions>
{
    public ValidateOptionsResult Validate(string? name, FolderOptions options)
    {
        var faults = new List<string>();
        if (options.WindowSize is < 16 or > 10_000_000)
        {
            faults.Add($"{FolderOptions.Section}:{nameof(options.WindowSize)} is {options.WindowSize}; give 16 to 10,000,000 names.");
        }

        faults.AddRange(options.AllowedRoots
            .Where(static root => !Path.IsPathFullyQualified(root))
            .Select(static root => $"{FolderOptions.Section}:{nameof(options.AllowedRoots)} holds '{root}', which is not an absolute path."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
