using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;
using Cluster.VectorIndex;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Gateway.Tests;

/// <summary>A gateway over the sample catalogue, embedded by the demo encoder; some pictures lie in it twice, under keys that begin with <c>copies/</c>.</summary>
public sealed class CatalogueGateway : IAsyncLifetime
{
    public const int Pictures = 360;
    public const int Copies = 5;
    public const string Name = "catalogue";

    internal GatewayHost Host { get; private set; } = null!;

    /// <summary>What is pictured, without the copies.</summary>
    public IReadOnlyList<CatalogueItem> Items { get; private set; } = [];

    internal IVectorIndex Index => Host.App.Services.GetRequiredService<IVectorIndex>();

    /// <summary>The concrete collection.</summary>
    public CollectionName Concrete { get; private set; }

    /// <summary>The id of an item's point.</summary>
    public static string IdOf(string key) => PointId.For(new CorpusId("catalogue"), new BlobKey(key)).ToString();

    /// <summary>Items of a kind, in the order of their keys.</summary>
    public IReadOnlyList<CatalogueItem> OfKind(ProductKind kind) => [.. Items.Where(item => item.Combination.Kind == kind).OrderBy(static item => item.Key, StringComparer.Ordinal)];

    /// <summary>Posts to the collection; the answer must be a success.</summary>
    internal Task<JsonElement> PostAsync(string verb, object body) =>
        Host.AskAsync(HttpMethod.Post, $"/v1/collections/{Name}/{verb}", body, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The hits of a search.</summary>
    internal async Task<IReadOnlyList<JsonElement>> HitsAsync(object body, string verb = "search") => [.. (await PostAsync(verb, body)).GetProperty("hits").EnumerateArray()];

    /// <summary>A field of a hit's payload.</summary>
    internal static string? Field(JsonElement hit, string field) => hit.GetProperty("payload").TryGetProperty(field, out var value) ? value.ToString() : null;

    public async ValueTask InitializeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        Host = await GatewayHost.StartAsync([], limit.Token);
        var folder = Path.Combine(Host.Data, "pictures");
        Items = CatalogueRenderer.Render(folder, Pictures, seed: 1, cancellationToken: limit.Token).Items;
        Directory.CreateDirectory(CatalogueLayout.Image(folder, "copies"));
        var lines = (await File.ReadAllLinesAsync(CatalogueLayout.Listing(folder), limit.Token)).ToList();
        for (var i = 0; i < Copies; i++)
        {
            File.Copy(CatalogueLayout.Image(folder, Items[i].Key), CatalogueLayout.Image(folder, $"copies/{i}.jpg"));
            lines.Add($"copies/{i}.jpg,Copy {i},{Items[i].Combination.Kind.Word()},{Items[i].Combination.Colour.Word()},{Items[i].Combination.Pattern.Word()},1.00,Copies");
        }

        await File.WriteAllLinesAsync(CatalogueLayout.Listing(folder), lines, limit.Token);
        await Host.AskAsync(
            HttpMethod.Post,
            "/v1/jobs",
            new
            {
                id = "catalogue",
                corpus = new
                {
                    name = "catalogue",
                    kind = "table",
                    location = CatalogueLayout.Listing(folder),
                    options = new { root = CatalogueLayout.Images(folder), metadata = "title,kind,colour,pattern,price,shop", numbers = "price" },
                },
                collection = Name,
                encoder = "demo-clip",
            },
            cancellationToken: limit.Token);
        await Host.UntilOverAsync("catalogue", limit.Token);
        var view = await Host.AskAsync(HttpMethod.Get, $"/v1/collections/{Name}", cancellationToken: limit.Token);
        Assert.Equal(Pictures + Copies, view.GetProperty("points").GetInt32());
        Concrete = new CollectionName(view.GetProperty("concreteCollection").GetString()!);
    }

    public ValueTask DisposeAsync() => Host is null ? ValueTask.CompletedTask : Host.DisposeAsync();
}
