using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.VectorIndex.Embedded;

/// <summary>Registers the embedded index.</summary>
public static class EmbeddedVectorIndexServiceCollectionExtensions
{
    /// <summary>
    /// Adds the embedded index as <see cref="IVectorIndex"/>, with options from <see cref="EmbeddedVectorIndexOptions.Section"/> of the
    /// configuration and then from <paramref name="configure"/>. The file is opened when the index is first asked for.
    /// </summary>
    public static IServiceCollection AddEmbeddedVectorIndex(this IServiceCollection services, Action<EmbeddedVectorIndexOptions>? configure = null)
    {
        services.AddOptions<EmbeddedVectorIndexOptions>()
            .BindConfiguration(EmbeddedVectorIndexOptions.Section)
            .Configure(options => configure?.Invoke(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmbeddedVectorIndexOptions>, EmbeddedVectorIndexOptionsValidator>());
        services.TryAddSingleton<IVectorIndex>(static provider => new EmbeddedVectorIndex(
            provider.GetRequiredService<IOptions<EmbeddedVectorIndexOptions>>().Value,
            provider.GetRequiredService<ILogger<EmbeddedVectorIndex>>()));
        return services;
    }
}
