using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Pipeline;

/// <summary>Registers the pipeline.</summary>
public static class PipelineServiceCollectionExtensions
{
    /// <summary>Adds <see cref="EmbeddingPipeline"/> with its options (section <c>Pipeline</c>, bound by the host), validated at start.</summary>
    public static IServiceCollection AddEmbeddingPipeline(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IValidateOptions<PipelineOptions>, PipelineOptionsValidator>();
        services.AddOptions<PipelineOptions>().ValidateOnStart();
        services.TryAddSingleton<PipelineInstruments>();
        services.TryAddSingleton<EmbeddingPipeline>();
        return services;
    }
}
