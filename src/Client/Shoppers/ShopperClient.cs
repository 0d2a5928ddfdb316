using System.Net.Http.Json;
using Cluster.Client.Retrieval;

namespace Cluster.Client.Shoppers;

/// <summary>Shoppers: what they did is told, what suits them is asked, and all of it can be forgotten.</summary>
public sealed class ShopperClient
{
    private readonly GatewayTransport _gateway;

    internal ShopperClient(GatewayTransport gateway) => _gateway = gateway;

    /// <summary>
    /// Tells what a shopper did in a collection, 1 to 100 events. An event without an id gets one, so that the call can be sent again and still counts once;
    /// give it your own where your process may send it again.
    /// </summary>
    public async Task<Shopper> TellAsync(string shopper, string collection, IReadOnlyList<ShopperEvent> events, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ShopperEvent> named = [.. events.Select(static told => told.Id is null ? told with { Id = Guid.NewGuid().ToString("N") } : told)];
        return await _gateway.AskAsync(
            $"v1/shoppers/{Uri.EscapeDataString(shopper)}/events",
            JsonContent.Create(new ShopperEvents(collection, named), GatewayJson.Default.ShopperEvents),
            GatewayJson.Default.Shopper,
            cancellationToken);
    }

    /// <summary>What is known of a shopper in a collection.</summary>
    public Task<Shopper> ShowAsync(string shopper, string collection, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Get, $"v1/shoppers/{Uri.EscapeDataString(shopper)}?collection={Uri.EscapeDataString(collection)}", null, GatewayJson.Default.Shopper, cancellationToken);

    /// <summary>Recommends by what the shopper did lately, a share for each interest.</summary>
    public Task<SearchResult> RecommendAsync(string shopper, ShopperQuery query, CancellationToken cancellationToken = default) => _gateway.AskAsync(
        $"v1/shoppers/{Uri.EscapeDataString(shopper)}/recommend",
        JsonContent.Create(query, GatewayJson.Default.ShopperQuery),
        GatewayJson.Default.SearchResult,
        cancellationToken);

    /// <summary>Forgets all that is known of a shopper, in every collection.</summary>
    public async Task ForgetAsync(string shopper, CancellationToken cancellationToken = default)
    {
        using var response = await _gateway.SendAsync(
            HttpMethod.Delete, $"v1/shoppers/{Uri.EscapeDataString(shopper)}", null, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }
}
