using Microsoft.Extensions.Options;

namespace Cluster.Artifacts.AzureBlob;

internal sealed class AzureBlobArtifactOptionsValidator : IValidateOptions<AzureBlobArtifactOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureBlobArtifactOptions options)
    {
        List<string> faults = [];
        if (options.Container is not null && string.IsNullOrWhiteSpace(options.ConnectionString) && !Uri.TryCreate(options.ServiceUri, UriKind.Absolute, out _))
        {
            faults.Add($"{AzureBlobArtifactOptions.Section}:{nameof(options.ServiceUri)} is missing; give the blob endpoint of the account, or a connection string.");
        }

        if (options.Prefix.Length > 0 && (!options.Prefix.EndsWith('/') || !ArtifactName.IsValid(options.Prefix[..^1])))
        {
            faults.Add($"{AzureBlobArtifactOptions.Section}:{nameof(options.Prefix)} is '{options.Prefix}'; give whole segments that end in a slash.");
        }

        if (options.BlockSize is < 64 << 10 or > 64 << 20)
        {
            faults.Add($"{AzureBlobArtifactOptions.Section}:{nameof(options.BlockSize)} is {options.BlockSize}; it must be from 65536 to 67108864.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
