using System.Net;
using Cluster.Artifacts.Folder;
using Cluster.Gateway;
using Cluster.Gateway.Health;
using Cluster.ServiceDefaults;
using Cluster.Silo;
using Cluster.Silo.Health;
using Cluster.VectorIndex.Embedded;
using Cluster.VectorIndex.Telemetry;

namespace Cluster.Standalone;

/// <summary>A whole cluster in one process: silo and gateway on loopback, everything durable under one data folder.</summary>
public static class StandaloneHost
{
    /// <summary>Builds the host from <paramref name="args"/> and configuration (section <c>Standalone</c>).</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        // Settings lie beside the program, data and models in the working folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var standalone = builder.Configuration.GetSection(StandaloneOptions.Section).Get<StandaloneOptions>() ?? new StandaloneOptions();
        var data = Path.GetFullPath(standalone.DataFolder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Loopback only: there are no keys here.
            kestrel.Listen(IPAddress.Loopback, standalone.Port);
        });
        DashboardDiscovery.Use(builder.Configuration, standalone);
        builder.AddServiceDefaults("standalone");
        builder.Services.AddSiloRooms(builder.Configuration).AddBundledModels();
        builder.Services.Configure<FolderArtifactOptions>(options => options.Folder = Path.Combine(data, "artifacts"));
        builder.Services.AddEmbeddedVectorIndex(options => options.Path = Path.Combine(data, "vectors.db"));
        builder.Services.MeasureVectorIndex();
        builder.Services.AddGateway();
        builder.Services.AddHealthChecks().AddIndexHealth().AddSiloHealth();
        builder.Host.UseOrleans(silo => silo.UseOneMachine(Path.Combine(data, "grains.db"), standalone.SiloPort, standalone.ClientGatewayPort));
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.MapGateway();
        app.MapServiceDefaults();
        return app;
    }
}
