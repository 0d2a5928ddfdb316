using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Client;

/// <summary>Registers the client.</summary>
public static class ClusterClientServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ClusterClient"/> for the gateway at <paramref name="gateway"/>; handlers can be added to what is returned.</summary>
    public static IHttpClientBuilder AddClusterClient(this IServiceCollection services, Uri gateway) =>
        services.AddHttpClient<ClusterClient>(http => http.BaseAddress = new Uri(gateway.AbsoluteUri.TrimEnd('/') + "/"));
}
