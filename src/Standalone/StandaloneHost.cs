using System.Net;
using Cluster.Artifacts.Folder;
using Cluster.Domain.Outcomes;
using Cluster.Gateway;
using Cluster.Gateway.Access;
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
        var standalone = OptionsOf(builder.Configuration);
        var data = DataFolderOf(standalone);
        DashboardDiscovery.Use(builder.Configuration, standalone);
        builder.AddServiceDefaults("standalone");
        var address = AddressOf(standalone);
        var access = builder.Configuration.GetSection(AccessOptions.Section).Get<AccessOptions>() ?? new AccessOptions();
        ListeningRule.Check(address, $"{StandaloneOptions.Section}:{nameof(StandaloneOptions.Address)}", access.RequireKeys);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, standalone.Port));
        builder.Services.PostConfigure<AccessOptions>(options => options.AuditFolder ??= Path.Combine(data, "audit"));
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

    /// <summary>Where everything durable lies, as an absolute path.</summary>
    public static string DataFolderOf(IConfiguration configuration) => DataFolderOf(OptionsOf(configuration));

    private static string DataFolderOf(StandaloneOptions standalone) => Path.GetFullPath(standalone.DataFolder);

    private static StandaloneOptions OptionsOf(IConfiguration configuration) =>
        configuration.GetSection(StandaloneOptions.Section).Get<StandaloneOptions>() ?? new StandaloneOptions();

    private static IPAddress AddressOf(StandaloneOptions standalone) => IPAddress.TryParse(standalone.Address, out var address)
        ? address
        : throw new FailureException(
            FailureKind.InvalidRequest, $"{StandaloneOptions.Section}:{nameof(StandaloneOptions.Address)} is '{standalone.Address}', which is no IP address.");
}
