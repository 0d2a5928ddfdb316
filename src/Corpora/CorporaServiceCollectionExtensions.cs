using Cluster.Corpora.AzureBlob;
using Cluster.Corpora.LocalFolder;
using Cluster.Corpora.Table;
using Cluster.Corpora.Tar;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora;

/// <summary>Registers the corpus sources.</summary>
public static class CorporaServiceCollectionExtensions
{
    /// <summary>Adds <see cref="CorpusSources"/> and every kind of source. Hosts bind the options of each kind to
    /// their sections.</summary>
    public static IServiceCollection AddCorpora(this IServiceCollection services)
    {
        services.TryAddSingleton<CorpusSources>();
        services.AddOptions<FolderOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FolderOptions>, FolderOptionsValidator>());
        AddFactory<FolderSourceFactory>(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AzureBlobOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AzureBlobOptions>, AzureBlobOptionsValidator>());
        services.TryAddSingleton<AzureBlobAccounts>();
        AddFactory<AzureBlobSourceFactory>(services);
        services.TryAddSingleton<FileSources>();
        AddFactory<TarSourceFactory>(services);
        services.AddOptions<TableOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TableOptions>, TableOptionsValidator>());
        services.TryAddSingleton<UrlFetcher>();
        AddFactory<TableSourceFactory>(services);
        return services;
    }

    // As itself too: shards and tables lie in folders and blobs.
    private static void AddFactory<T>(IServiceCollection services)
        where T : class, ICorpusSourceFactory
    {
        services.TryAddSingleton<T>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICorpusSourceFactory, T>(static s => s.GetRequiredService<T>()));
    }
}
