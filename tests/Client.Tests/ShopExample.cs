using Cluster.Client.Recommendations;
using Cluster.Client.Retrieval;
using Cluster.Client.Shoppers;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Client.Tests;

/// <summary>The example of the client's README, compiled: ReadmeTests holds the two together.</summary>
internal static class ShopExample
{
    public static void Register(IServiceCollection services, string gateway, string key)
    {
        services.AddClusterClient(new Uri(gateway), key);
    }

    public static async Task ShowAsync(ClusterClient client, string shopper, string looksAt, CancellationToken cancellationToken)
    {
        // What goes with what the shopper looks at: near it, not the same picture twice, one of each product, under 50, in stock.
        var similar = await client.RecommendAsync("shop", new RecommendQuery
        {
            Like = [Example.OfKey(looksAt), Example.OfText("warm colours", weight: 0.3)],
            Filter = new Filter { Must = [Filter.Within("price", most: 50)], MustNot = [Filter.Is("stock", 0)] },
            CollapseDuplicates = true,
            Diversity = 0.3,
            Limit = 12,
        }, cancellationToken);

        // What the shopper does is told as it happens, and answered by what suits all of their interests.
        await client.Shoppers.TellAsync(shopper, "shop", [ShopperEvent.View(looksAt), ShopperEvent.Cart(looksAt) with { Id = "cart-1" }], cancellationToken);
        var forYou = await client.Shoppers.RecommendAsync(shopper, new ShopperQuery { Collection = "shop", ColdStart = new ColdStart("new in") }, cancellationToken);

        foreach (var hit in forYou.Hits)
        {
            Console.WriteLine($"{hit.Score:F3} {hit.Payload["title"]} {hit.Thumbnail}");
        }

        // A shopper who asks to be forgotten is.
        await client.Shoppers.ForgetAsync(shopper, cancellationToken);
        _ = similar;
    }
}
