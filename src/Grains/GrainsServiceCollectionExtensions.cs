using Cluster.Corpora;
using Cluster.Grains.Accounting;
using Cluster.Grains.Classification;
using Cluster.Grains.Collections;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Collections.Uploads;
using Cluster.Grains.Encoders;
using Cluster.Grains.Jobs;
using Cluster.Grains.Partitions;
using Cluster.Grains.Planning;
using Cluster.Grains.Telemetry;
using Cluster.Grains.Shoppers;
using Cluster.Grains.Tags;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cluster.Grains;

/// <summary>Registers what the grains work with.</summary>
public static class GrainsServiceCollectionExtensions
{
    /// <summary>Adds the plain classes behind the grains; the rooms they drive are added by the host.</summary>
    public static IServiceCollection AddClusterGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GrainInstruments>();
        services.TryAddSingleton<Calibrator>();
        services.TryAddSingleton<EncoderShards>();
        services.TryAddSingleton<QueryPictures>();
        services.TryAddSingleton<Classifiers>();
        services.TryAddSingleton<CorpusPictures>();
        services.TryAddSingleton<PartitionLister>();
        services.TryAddSingleton<JobAdmission>();
        services.TryAddSingleton<PartitionRunner>();
        services.AddOptions<ChangeOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChangeOptions>, ChangeOptionsValidator>());
        services.TryAddSingleton<ChangeLog>();
        services.TryAddSingleton<CollectionChanges>();
        services.TryAddSingleton<TargetWrites>();
        services.TryAddSingleton<UploadedImages>();
        services.TryAddSingleton<PointEntries>();
        services.TryAddSingleton<ImageEmbedder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICorpusSourceFactory, UploadedSourceFactory>());
        services.TryAddSingleton<ProfileBuilder>();
        services.TryAddSingleton<TagRunner>();
        services.AddAccounting();
        return services;
    }
}
