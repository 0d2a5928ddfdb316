using System.Net;
using Cluster.Clustering;
using Cluster.Gateway;
using Cluster.Gateway.Access;
using Cluster.Gateway.Health;
using Cluster.GatewayHost.Health;
using Cluster.ServiceDefaults;
using Cluster.VectorIndex.Qdrant;
using Cluster.VectorIndex.Telemetry;

namespace Cluster.GatewayHost;

/// <summary>The gateway of a cluster: a client of its silos, on loopback, beside the vector index that they fill.</summary>
public static class GatewayHostApplication
{
    /// <summary>Builds the host from <paramref name="args"/> and configuration (sections <c>Cluster</c>, <c>GatewayHost</c>, <c>Gateway</c>, connection strings).</summary>
    /// <exception cref="InvalidOperationException">A connection string is missing or unreadable.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section <c>Cluster</c> is wrong.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var host = builder.Configuration.GetSection(GatewayHostOptions.Section).Get<GatewayHostOptions>() ?? new GatewayHostOptions();
        var address = IPAddress.TryParse(host.Address, out var given) ? given : throw new InvalidOperationException($"GatewayHost:Address is '{host.Address}', which is no IP address.");
        var access = builder.Configuration.GetSection(AccessOptions.Section).Get<AccessOptions>() ?? new AccessOptions();
        ListeningRule.Check(address, "GatewayHost:Address", access.RequireKeys);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, host.Port));
        builder.AddServiceDefaults("gateway");
        var qdrant = QdrantConnection.Read(builder.Configuration);
        builder.Services.AddQdrantVectorIndex(options => (options.Endpoint, options.ApiKey) = (qdrant.Endpoint, qdrant.Key.Length > 0 ? qdrant.Key : options.ApiKey));
        builder.Services.MeasureVectorIndex();
        builder.Services.AddGateway();
        builder.Services.AddHealthChecks().AddIndexHealth().AddCheck<SilosHealth>("silos");
        builder.Host.UseOrleansClient(client => client.AddActivityPropagation().UseRedisCluster(builder.Configuration));
        var app = builder.Build();
        app.MapGateway();
        app.MapServiceDefaults();
        return app;
    }
}
