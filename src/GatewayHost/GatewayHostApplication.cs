using System.Net;
using Cluster.Clustering;
using Cluster.Gateway;
using Cluster.VectorIndex.Qdrant;

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
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, host.Port));
        var qdrant = QdrantConnection.Read(builder.Configuration);
        builder.Services.AddQdrantVectorIndex(options => (options.Endpoint, options.ApiKey) = (qdrant.Endpoint, qdrant.Key.Length > 0 ? qdrant.Key : options.ApiKey));
        builder.Services.AddGateway();
        builder.Host.UseOrleansClient(client => client.UseRedisCluster(builder.Configuration));
        var app = builder.Build();
        app.MapGateway();
        return app;
    }
}
