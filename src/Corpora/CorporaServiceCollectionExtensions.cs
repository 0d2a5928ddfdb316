using Cluster.Corpora.LocalFolder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora;

/// <summary>Registers the corpus sources.</summary>
public static class CorporaServiceCollectionExtensions
{
    /// <summary>Adds <see cref="CorpusSources"/> and every kind of source. Hosts bind <see cref="FolderOptions"/> to its section.</summary>
    public static IServiceCollection AddCorpora(this IServiceCollection services)
    {
        services.TryAddSingleton<CorpusSources>();
        services.AddOptions<FolderOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FolderOptions>, FolderOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICorpusSourceFactory, FolderSourceFactory>());
        return services;
    }
}
