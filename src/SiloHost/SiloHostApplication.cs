using System.Net;
using Cluster.Clustering;
using Cluster.Encoders;
using Cluster.Encoders.Onnx;
using Cluster.Grains;
using Cluster.Grains.Encoders.Hosting;
using Cluster.Grains.Placement;
using Cluster.ServiceDefaults;
using Cluster.Silo;
using Cluster.Silo.Health;
using Cluster.VectorIndex.Health;
using Cluster.VectorIndex.Qdrant;
using Cluster.VectorIndex.Telemetry;
using Microsoft.Extensions.Options;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Cluster.SiloHost;

/// <summary>A silo of a cluster: membership, state and reminders in Redis, points in Qdrant, artifacts in a folder that all silos share.</summary>
public static class SiloHostApplication
{
    /// <summary>Builds the host from <paramref name="args"/> and configuration (sections <c>Cluster</c> and <c>SiloHost</c>, connection strings).</summary>
    /// <exception cref="InvalidOperationException">A connection string is missing or unreadable.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section <c>Cluster</c> is wrong.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var host = builder.Configuration.GetSection(SiloHostOptions.Section).Get<SiloHostOptions>() ?? new SiloHostOptions();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, host.HealthPort));

        builder.AddServiceDefaults("silo");
        BlobsConnection.Apply(builder.Configuration);

        // Membership carries what the silo can hold, so the model folders are looked into before it joins.
        var catalog = new EncoderCatalog(Options.Create(builder.Configuration.GetSection(EncoderCatalogOptions.Section).Get<EncoderCatalogOptions>() ?? new()));
        var encoders = await catalog.ListAsync(CancellationToken.None);
        var devices = new EncoderDevices(EncoderHostingSection.Read(builder.Configuration));
        var factory = new OnnxEncoderFactory(Options.Create(builder.Configuration.GetSection(OnnxOptions.Section).Get<OnnxOptions>() ?? new()));
        var able = encoders.Where(manifest => devices.CanHold(devices.MemoryOf(manifest, factory)));
        var traits = new SiloTraits(devices.All, able.Select(static manifest => manifest.Id.Value).ToHashSet());
        builder.Services.AddSingleton(catalog).AddSingleton(devices);
        builder.Services.AddSiloRooms(builder.Configuration);
        var qdrant = QdrantConnection.Read(builder.Configuration);
        builder.Services.AddQdrantVectorIndex(options => (options.Endpoint, options.ApiKey) = (qdrant.Endpoint, qdrant.Key.Length > 0 ? qdrant.Key : options.ApiKey));
        builder.Services.MeasureVectorIndex();
        builder.Services.AddHealthChecks().AddSiloHealth().AddCheck<IndexHealth>("index");
        builder.Host.UseOrleans(silo => silo.AddActivityPropagation().UseRedisCluster(builder.Configuration, GrainStorageNames.Durable).UseSiloMetadata(traits.ToMetadata()).KeepJobsGoing().KeepFewAddresses());
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.MapServiceDefaults();
        return app;
    }
}
