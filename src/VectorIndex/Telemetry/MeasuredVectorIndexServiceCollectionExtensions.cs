using Cluster.VectorIndex.Qdrant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cluster.VectorIndex.Telemetry;

/// <summary>Has the registered index measured.</summary>
public static class MeasuredVectorIndexServiceCollectionExtensions
{
    /// <summary>Puts a <see cref="MeasuredVectorIndex"/> around the <see cref="IVectorIndex"/> that is registered so far.</summary>
    /// <exception cref="InvalidOperationException">None is registered by a factory.</exception>
    public static IServiceCollection MeasureVectorIndex(this IServiceCollection services)
    {
        services.TryAddSingleton<IndexInstruments>();
        var registered = services.LastOrDefault(static service => service.ServiceType == typeof(IVectorIndex));
        if (registered?.ImplementationFactory is not { } make)
        {
            throw new InvalidOperationException("Register the vector index before it is to be measured.");
        }

        services.Replace(ServiceDescriptor.Singleton<IVectorIndex>(provider =>
        {
            var index = (IVectorIndex)make(provider);
            return new MeasuredVectorIndex(index, index is QdrantVectorIndex ? "qdrant" : "sqlite", provider.GetRequiredService<IndexInstruments>());
        }));
        return services;
    }
}
