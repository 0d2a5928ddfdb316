using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Client;

/// <summary>Registers the client.</summary>
public static class ClusterClientServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ClusterClient"/> for the gateway at <paramref name="gateway"/>, which sends questions again that were turned away; handlers can be
    /// added to what is returned.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="gateway">Where the gateway is.</param>
    /// <param name="key">The API key; null where the gateway asks for none.</param>
    public static IHttpClientBuilder AddClusterClient(this IServiceCollection services, Uri gateway, string? key = null) =>
        services.AddHttpClient<ClusterClient>(http =>
        {
            http.BaseAddress = new Uri(gateway.AbsoluteUri.TrimEnd('/') + "/");
            http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        }).AddSendingAgain();
}
