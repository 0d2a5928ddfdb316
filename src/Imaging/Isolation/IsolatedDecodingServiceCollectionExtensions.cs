using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging.Isolation;

/// <summary>Registers isolated decoding.</summary>
public static class IsolatedDecodingServiceCollectionExtensions
{
    /// <summary>
    /// Has <see cref="IImagePreprocessor"/> decode in other processes, where the program offers that (<see cref="DecodeWorkerProgram"/>) and
    /// <see cref="DecodeIsolationOptions"/>, which hosts bind to their section, do not forbid it. After <c>AddImaging</c>.
    /// </summary>
    public static IServiceCollection AddIsolatedDecoding(this IServiceCollection services)
    {
        services.AddOptions<DecodeIsolationOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DecodeIsolationOptions>, DecodeIsolationOptionsValidator>());
        services.Replace(ServiceDescriptor.Singleton<IImagePreprocessor>(static services =>
            DecodeWorkerProgram.IsOffered && services.GetRequiredService<IOptions<DecodeIsolationOptions>>().Value.Enabled
                ? ActivatorUtilities.CreateInstance<IsolatedPreprocessor>(services)
                : ActivatorUtilities.CreateInstance<ImagePreprocessor>(services)));
        return services;
    }
}
