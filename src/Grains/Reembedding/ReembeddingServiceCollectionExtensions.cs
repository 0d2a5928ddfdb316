using Cluster.Grains.Reembedding.Following;
using Cluster.Grains.Reembedding.Gates;
using Cluster.Grains.Reembedding.Reports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Reembedding;

/// <summary>Registers what re-embeddings work with.</summary>
public static class ReembeddingServiceCollectionExtensions
{
    /// <summary>Adds the plain classes behind the grain. Hosts bind <see cref="ReembeddingOptions"/> to its section.</summary>
    public static IServiceCollection AddReembedding(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddOptions<ReembeddingOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReembeddingOptions>, ReembeddingOptionsValidator>());
        services.TryAddSingleton<ReembeddingInstruments>();
        services.TryAddSingleton<GenerationWalk>();
        services.TryAddSingleton<GenerationReconciler>();
        services.TryAddSingleton<GenerationFollower>();
        services.TryAddSingleton<CoverageGate>();
        services.TryAddSingleton<SelfRetrievalGate>();
        services.TryAddSingleton<NeighbourGates>();
        services.TryAddSingleton<TextQueries>();
        services.TryAddSingleton<LabelledGates>();
        services.TryAddSingleton<LatencyGate>();
        services.TryAddSingleton<Verification>();
        services.TryAddSingleton<ReportExamples>();
        services.TryAddSingleton<ReportWriter>();
        services.TryAddSingleton<ReembeddingPlanner>();
        services.TryAddSingleton<ReembeddingSteps>();
        return services;
    }
}
