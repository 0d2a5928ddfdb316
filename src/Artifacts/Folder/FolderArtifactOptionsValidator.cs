using Microsoft.Extensions.Options;

namespace Cluster.Artifacts.Folder;

internal sealed class FolderArtifactOptionsValidator : IValidateOptions<FolderArtifactOptions>
{
    public ValidateOptionsResult Validate(string? name, FolderArtifactOptions options) =>
        Path.IsPathFullyQualified(options.Folder)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{FolderArtifactOptions.Section}:{nameof(options.Folder)} is '{options.Folder}'; give the absolute path of the folder for artifacts.");
}
