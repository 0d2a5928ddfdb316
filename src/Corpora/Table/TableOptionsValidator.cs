using Microsoft.Extensions.Options;

namespace Cluster.Corpora.Table;

internal sealed class TableOptionsValidator : IValidateOptions<TableOptions>
{
    public ValidateOptionsResult Validate(string? name, TableOptions options) =>
        options.FetchTimeout > TimeSpan.Zero
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{TableOptions.Section}:{nameof(options.FetchTimeout)} is {options.FetchTimeout}; give more than nothing.");
}
