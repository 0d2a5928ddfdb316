using Cluster.Corpora;
using Cluster.Grains.Accounting;
using Cluster.Grains.Classification;
using Cluster.Grains.Collections;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Collections.Uploads;
using Cluster.Grains.Comparisons;
using Cluster.Grains.Encoders;
using Cluster.Grains.Encoders.Hosting;
using Cluster.Grains.Encoders.Tuning;
using Cluster.Grains.Encoders.Verification;
using Cluster.Grains.Jobs;
using Cluster.Grains.Partitions;
using Cluster.Grains.Planning;
using Cluster.Grains.Placement;
using Cluster.Grains.Scheduling;
using Cluster.Grains.Reembedding;
using Cluster.Grains.Shoppers;
using Cluster.Grains.Tags;
using Cluster.Grains.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Timers;

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
        services.AddOptions<EncoderHostingOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EncoderHostingOptions>, EncoderHostingOptionsValidator>());
        services.TryAddSingleton(static provider => new EncoderDevices(provider.GetRequiredService<IOptions<EncoderHostingOptions>>().Value));
        services.TryAddSingleton<EncoderShards>();
        services.TryAddSingleton<QueryPictures>();
        services.TryAddSingleton<Classifiers>();
        services.TryAddSingleton<EncoderRuns>();
        services.TryAddSingleton<EncoderVerifications>();
        services.TryAddSingleton<EncoderTunings>();
        services.TryAddSingleton<CorpusPictures>();
        services.TryAddSingleton<PartitionLister>();
        services.TryAddSingleton<ClusterEncoders>();
        services.TryAddSingleton<JobAdmission>();
        services.TryAddSingleton<PartitionExecutions>();
        services.TryAddSingleton<IPartitionWork, PipelineWork>();
        services.TryAddSingleton<PartitionRunner>();
        services.AddReembedding();
        services.TryAddSingleton<ComparisonReports>();
        services.TryAddSingleton<EncoderComparison>();
        services.AddOptions<ChangeOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChangeOptions>, ChangeOptionsValidator>());
        services.TryAddSingleton<ChangeLog>();
        services.TryAddSingleton<CollectionChanges>();
        services.TryAddSingleton<TargetWrites>();
        services.TryAddSingleton<UploadedImages>();
        services.TryAddSingleton<PointEntries>();
        services.TryAddSingleton<ImageEmbedder>();
        services.TryAddSingleton<ClusterEmbedder>();
        services.TryAddSingleton<BesideEncoders>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICorpusSourceFactory, UploadedSourceFactory>());
        services.TryAddSingleton<ProfileBuilder>();
        services.TryAddSingleton<TagRunner>();
        services.AddAccounting();
        services.TryAddSingleton(static provider => new JobAlarm(provider.GetService<IReminderRegistry>()));
        services.TryAddSingleton<SiloEncoders>();
        services.TryAddSingleton<SiloReporter>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<SiloReporter>());
        services.AddPlacementFilter<EncoderPlacementFilterStrategy, EncoderPlacementFilterDirector>(ServiceLifetime.Singleton);
        services.AddPlacementFilter<ShardPlacementFilterStrategy, ShardPlacementFilterDirector>(ServiceLifetime.Singleton);
        services.AddOptions<PartitionOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PartitionOptions>, PartitionOptionsValidator>());
        return services;
    }
}
