using Cluster.Encoders.Classification;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Parity;
using Cluster.Encoders.Sharding;
using Cluster.Encoders.Telemetry;
using Cluster.Encoders.Tuning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders;

/// <summary>Registers the encoders.</summary>
public static class EncodersServiceCollectionExtensions
{
    /// <summary>Adds the catalogue and the ONNX Runtime factory; hosts bind the options to their sections.</summary>
    public static IServiceCollection AddEncoders(this IServiceCollection services)
    {
        services.AddOptions<EncoderCatalogOptions>();
        services.AddOptions<OnnxOptions>().ValidateOnStart();
        services.AddOptions<EncoderShardOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OnnxOptions>, OnnxOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EncoderShardOptions>, EncoderShardOptionsValidator>());
        services.AddOptions<ClassifierOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClassifierOptions>, ClassifierOptionsValidator>());
        services.TryAddSingleton<PromptHeads>();
        services.TryAddSingleton<EncoderInstruments>();
        services.AddOptions<ParityOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ParityOptions>, ParityOptionsValidator>());
        services.TryAddSingleton<ParityGate>();
        services.TryAddSingleton<ParityVerifier>();
        services.TryAddSingleton<TuningBook>();
        services.TryAddSingleton<EncoderTuner>();
        services.TryAddSingleton<EncoderCatalog>();
        services.TryAddSingleton<IEncoderFactory, OnnxEncoderFactory>();
        return services;
    }
}
