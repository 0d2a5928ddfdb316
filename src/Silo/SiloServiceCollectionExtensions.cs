using Cluster.Artifacts;
using Cluster.Artifacts.AzureBlob;
using Cluster.Artifacts.Folder;
using Cluster.Corpora;
using Cluster.Corpora.AzureBlob;
using Cluster.Corpora.LocalFolder;
using Cluster.Corpora.Table;
using Cluster.Encoders;
using Cluster.Encoders.Classification;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Parity;
using Cluster.Encoders.Sharding;
using Cluster.Grains;
using Cluster.Grains.Accounting;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Encoders.Hosting;
using Cluster.Grains.Jobs;
using Cluster.Grains.Partitions;
using Cluster.Grains.Reembedding;
using Cluster.Imaging;
using Cluster.Imaging.Isolation;
using Cluster.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Silo;

/// <summary>Composes a cluster node out of the rooms.</summary>
public static class SiloServiceCollectionExtensions
{
    /// <summary>Adds every room that a silo drives, their options bound to the sections named after them. The vector index is the host's choice.</summary>
    public static IServiceCollection AddSiloRooms(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCorpora().AddImaging().AddIsolatedDecoding().AddEncoders().AddArtifacts().AddEmbeddingPipeline().AddClusterGrains();
        services.Configure<FolderOptions>(configuration.GetSection(FolderOptions.Section));
        services.Configure<AzureBlobOptions>(configuration.GetSection(AzureBlobOptions.Section));
        services.Configure<TableOptions>(configuration.GetSection(TableOptions.Section));
        services.Configure<ImagingOptions>(configuration.GetSection(ImagingOptions.Section));
        services.Configure<DecodeIsolationOptions>(configuration.GetSection(DecodeIsolationOptions.Section));
        services.Configure<EncoderCatalogOptions>(configuration.GetSection(EncoderCatalogOptions.Section));
        services.Configure<OnnxOptions>(configuration.GetSection(OnnxOptions.Section));
        services.Configure<ClassifierOptions>(configuration.GetSection(ClassifierOptions.Section));
        services.Configure<ParityOptions>(configuration.GetSection(ParityOptions.Section));
        services.Configure<EncoderShardOptions>(configuration.GetSection(EncoderShardOptions.Section));
        services.Configure<EncoderHostingOptions>(configuration.GetSection(EncoderHostingOptions.Section));
        services.PostConfigure<EncoderHostingOptions>(options => EncoderHostingSection.ReadDevices(configuration.GetSection(EncoderHostingOptions.Section), options));
        services.Configure<FolderArtifactOptions>(configuration.GetSection("Artifacts"));
        services.Configure<AzureBlobArtifactOptions>(configuration.GetSection(AzureBlobArtifactOptions.Section));
        services.Configure<PipelineOptions>(configuration.GetSection(PipelineOptions.Section));
        services.Configure<JobOptions>(configuration.GetSection(JobOptions.Section));
        services.Configure<AccountingOptions>(configuration.GetSection(AccountingOptions.Section));
        services.Configure<ChangeOptions>(configuration.GetSection(ChangeOptions.Section));
        services.Configure<ReembeddingOptions>(configuration.GetSection(ReembeddingOptions.Section));
        services.Configure<PartitionOptions>(configuration.GetSection(PartitionOptions.Section));
        return services;
    }
}
