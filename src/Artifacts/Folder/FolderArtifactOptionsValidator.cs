using Cluster.Artifacts.AzureBlob;
using Microsoft.Extensions.Options;

namespace Cluster.Artifacts.Folder;

internal sealed class FolderArtifactOptionsValidator(IOptions<AzureBlobArtifactOptions> blobs) : IValidateOptions<FolderArtifactOptions>
{
    public ValidateOptionsResult Validate(string? name, FolderArtifactOptions options) =>
        Path.IsPathFullyQualified(options.Folder) || blobs.Value.Container is not null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{FolderArtifactOptions.Section}:{nameof(options.Folder)} is '{options.Folder}'; give the absolute path of the folder for artifacts, or a container with {AzureBlobArtifactOptions.Section}:{nameof(blobs.Value.Container)}.");
}
