using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging;

/// <summary>Registers decoding and preprocessing.</summary>
public static class ImagingServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IImagePreprocessor"/> and <see cref="Thumbnailer"/>. Hosts bind <see cref="ImagingOptions"/> to its section.</summary>
    public static IServiceCollection AddImaging(this IServiceCollection services)
    {
        services.AddOptions<ImagingOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImagingOptions>, ImagingOptionsValidator>());
        services.TryAddSingleton<IImagePreprocessor, ImagePreprocessor>();
        services.TryAddSingleton<Thumbnailer>();
        return services;
    }
}
