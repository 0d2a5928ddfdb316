using Cluster.Artifacts.Audit;
using Cluster.Artifacts.AzureBlob;
using Cluster.Artifacts.Folder;
using Cluster.Artifacts.Lake;
using Cluster.Artifacts.Ledger;
using Cluster.Artifacts.Takedowns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Artifacts;

/// <summary>Registers the artifact store and what is kept in it.</summary>
public static class ArtifactsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the store in a folder, unless another <see cref="IArtifactStore"/> is registered, and the ledger on it. Hosts bind
    /// <see cref="FolderArtifactOptions"/> to its section.
    /// </summary>
    public static IServiceCollection AddArtifacts(this IServiceCollection services)
    {
        services.AddOptions<FolderArtifactOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FolderArtifactOptions>, FolderArtifactOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AzureBlobArtifactOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AzureBlobArtifactOptions>, AzureBlobArtifactOptionsValidator>());
        services.TryAddSingleton<IArtifactStore>(static provider => provider.GetRequiredService<IOptions<AzureBlobArtifactOptions>>() is { Value.Container: not null } blobs
            ? new AzureBlobArtifactStore(blobs)
            : ActivatorUtilities.CreateInstance<FolderArtifactStore>(provider));
        services.TryAddSingleton<LedgerWriter>();
        services.TryAddSingleton<LedgerReader>();
        services.TryAddSingleton<PartitionSealer>();
        services.TryAddSingleton<RetryMerge>();
        services.TryAddSingleton<LakeCatalog>();
        services.TryAddSingleton<TakedownLog>();
        services.TryAddSingleton<LakePurge>();
        services.TryAddSingleton<AuditLog>();
        return services;
    }
}
