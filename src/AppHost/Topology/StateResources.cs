using Aspire.Hosting.Azure;
using Cluster.Clustering;

namespace Cluster.AppHost.Topology;

/// <summary>What keeps state, each with a volume, so that a restart finds it again.</summary>
internal sealed record StateResources(
    IResourceBuilder<RedisResource> Redis, IResourceBuilder<QdrantServerResource> Qdrant, IResourceBuilder<AzureBlobStorageResource> Blobs)
{
    public static StateResources Add(IDistributedApplicationBuilder builder)
    {
        // Written to disk every ten seconds if anything changed: checkpoints are in it.
        var redis = builder.AddRedis(ConnectionNames.Redis).WithDataVolume().WithPersistence(TimeSpan.FromSeconds(10), 1);
        var qdrant = builder.AddQdrant(ConnectionNames.Qdrant).WithDataVolume();
        var storage = builder.AddAzureStorage("storage").RunAsEmulator(static azurite => azurite.WithDataVolume());
        return new StateResources(redis, qdrant, storage.AddBlobs(ConnectionNames.Blobs));
    }

    /// <summary>Hands the connection strings to a host and has it wait until they lead somewhere.</summary>
    /// <remarks>
    /// By connection strings and not by AddOrleans: the same hosts run in Kubernetes, where nobody writes the Orleans sections of the configuration
    /// that AddOrleans hands out, and one way of wiring is one to test.
    /// </remarks>
    public IResourceBuilder<ProjectResource> GiveTo(IResourceBuilder<ProjectResource> host) => host
        .WithReference(Redis).WithReference(Qdrant).WithReference(Blobs)
        .WaitFor(Redis).WaitFor(Qdrant).WaitFor(Blobs);
}
