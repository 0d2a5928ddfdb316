using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Registers the index on a Qdrant server.</summary>
public static class QdrantVectorIndexServiceCollectionExtensions
{
    /// <summary>
    /// Adds a Qdrant server as <see cref="IVectorIndex"/>, with options from <see cref="QdrantVectorIndexOptions.Section"/> of the configuration
    /// and then from <paramref name="configure"/>. Nothing is asked of the server before the first call.
    /// </summary>
    public static IServiceCollection AddQdrantVectorIndex(this IServiceCollection services, Action<QdrantVectorIndexOptions>? configure = null)
    {
        services.AddOptions<QdrantVectorIndexOptions>()
            .BindConfiguration(QdrantVectorIndexOptions.Section)
            .Configure(options => configure?.Invoke(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QdrantVectorIndexOptions>, QdrantVectorIndexOptionsValidator>());
        services.TryAddSingleton<IVectorIndex>(static provider => new QdrantVectorIndex(
            provider.GetRequiredService<IOptions<QdrantVectorIndexOptions>>().Value,
            provider.GetRequiredService<ILogger<QdrantVectorIndex>>(),
            provider.GetService<TimeProvider>()));
        return services;
    }
}
