using System.Net;
using System.Text;
using System.Text.Json;
using Cluster.SampleCatalogue.Items;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Shoppers;

[Collection<CatalogueCollection>]
public sealed class ShopperTests(CatalogueGateway shop)
{
    private static int _shoppers;

    private readonly string _shopper = $"shopper-{Interlocked.Increment(ref _shoppers)}@example.com";

    private string Address => $"/v1/shoppers/{Uri.EscapeDataString(_shopper)}";

    [Theory]
    [InlineData(3, 3)]
    [InlineData(6, 2)]
    public async Task A_shopper_with_two_interests_gets_both_in_the_first_ten(int mugs, int sofas)
    {
        await TellAsync([.. Seen(ProductKind.Mug, mugs), .. Seen(ProductKind.Sofa, sofas)]);
        var kinds = (await RecommendAsync()).CountBy(static hit => Field(hit, "kind") ?? "").ToDictionary(static pair => pair.Key, static pair => pair.Value);
        Assert.True(kinds.GetValueOrDefault("mug") >= 2 && kinds.GetValueOrDefault("sofa") >= 2, string.Join(", ", kinds));
    }

    [Fact]
    public async Task One_dislike_moves_the_list_and_takes_the_item_and_its_likes_down()
    {
        await TellAsync(Seen(ProductKind.Mug, 4));
        var before = await RecommendAsync(20);
        var disliked = Id(before[1]);
        await TellAsync([new { kind = "dismiss", pointId = disliked }]);
        var after = await RecommendAsync(20);
        Assert.DoesNotContain(disliked, after.Select(Id));
        Assert.NotEqual(before.Select(Id).Where(id => id != disliked), after.Select(Id).Take(19));

        // What was most like it has lost more than the others.
        var similar = (await shop.HitsAsync(new { pointId = disliked, limit = 1 }))[0];
        double Score(IReadOnlyList<JsonElement> hits, string id) => hits.FirstOrDefault(hit => Id(hit) == id) is { ValueKind: JsonValueKind.Object } hit ? hit.GetProperty("score").GetDouble() : 0;
        Assert.True(Score(after, Id(similar)) < Score(before, Id(similar)) || Score(before, Id(similar)) == 0);
    }

    [Fact]
    public async Task What_was_bought_is_not_shown_again_but_what_was_viewed_may_be()
    {
        var mugs = shop.OfKind(ProductKind.Mug);
        await TellAsync([new { kind = "view", key = mugs[0].Key }, new { kind = "purchase", key = mugs[1].Key }]);
        var ids = (await RecommendAsync(200)).Select(Id).ToList();
        Assert.Contains(IdOf(mugs[0].Key), ids);
        Assert.DoesNotContain(IdOf(mugs[1].Key), ids);
    }

    [Fact]
    public async Task An_old_interest_gives_way_to_a_new_one()
    {
        var old = TimeProvider.System.GetUtcNow().AddDays(-300);
        await TellAsync([.. shop.OfKind(ProductKind.Sofa).Take(5).Select(item => (object)new { kind = "purchase", key = item.Key, at = old }), .. Seen(ProductKind.Mug, 2)]);
        Assert.All(await RecommendAsync(), static hit => Assert.Equal("mug", Field(hit, "kind")));
    }

    [Fact]
    public async Task An_event_told_twice_counts_once()
    {
        object told = new { kind = "view", key = shop.OfKind(ProductKind.Mug)[0].Key, id = "once" };
        await TellAsync([told, .. Seen(ProductKind.Sofa, 1)]);
        var once = await shop.Host.AskAsync(HttpMethod.Get, $"{Address}?collection={Name}");
        await TellAsync([told]);
        var twice = await shop.Host.AskAsync(HttpMethod.Get, $"{Address}?collection={Name}");
        Assert.Equal(once.GetProperty("events").GetArrayLength(), twice.GetProperty("events").GetArrayLength());
        Assert.Equal(once.GetProperty("interests").ToString(), twice.GetProperty("interests").ToString());
    }

    [Fact]
    public async Task What_is_remembered_is_bounded_however_much_is_told()
    {
        var items = shop.Items.Take(100).Select(static item => (object)new { kind = "view", key = item.Key }).ToArray();
        for (var i = 0; i < 4; i++)
        {
            await TellAsync(items);
        }

        var known = await shop.Host.AskAsync(HttpMethod.Get, $"{Address}?collection={Name}");
        Assert.Equal(200, known.GetProperty("events").GetArrayLength());
        Assert.InRange(known.GetProperty("interests").GetArrayLength(), 2, 8);
    }

    [Fact]
    public async Task A_deleted_shopper_leaves_nothing_behind()
    {
        await TellAsync(Seen(ProductKind.Mug, 3));
        await shop.Host.AskAsync(HttpMethod.Delete, Address);
        await shop.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{Address}?collection={Name}");
        await shop.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, $"{Address}/recommend", new { collection = Name });
        await shop.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, Address);

        // Neither the id, nor the key made of it, nor the vectors: their record is gone from the file, free pages and log included.
        var key = Cluster.Gateway.Shoppers.ShopperKey.For(_shopper);
        foreach (var file in Directory.GetFiles(shop.Host.Data, "*", SearchOption.AllDirectories).Where(static file => Path.GetExtension(file) is not (".jpg" or ".lock")))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.False(text.Contains(_shopper, StringComparison.Ordinal) || text.Contains(key, StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public async Task Who_is_not_known_is_answered_by_the_cold_start_or_told_so()
    {
        await shop.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, $"{Address}/recommend", new { collection = Name });
        var answer = await shop.Host.AskAsync(HttpMethod.Post, $"{Address}/recommend", new { collection = Name, coldStart = new { text = "a lamp" } });
        Assert.Equal("lamp", Field(answer.GetProperty("hits")[0], "kind"));
    }

    [Fact]
    public async Task Filter_groups_and_explanation_hold_for_shoppers_too()
    {
        await TellAsync([.. Seen(ProductKind.Mug, 3), .. Seen(ProductKind.Sofa, 3)]);
        var answer = await shop.Host.AskAsync(
            HttpMethod.Post, $"{Address}/recommend", new { collection = Name, limit = 6, explain = true, groupBy = new { field = "colour" }, filter = new { field = "kind", equals = "sofa" } });
        var hits = answer.GetProperty("hits").EnumerateArray().ToList();
        Assert.All(hits, static hit => Assert.Equal("sofa", Field(hit, "kind")));
        Assert.Equal(hits.Count, hits.Select(static hit => Field(hit, "colour")).Distinct().Count());
        Assert.All(hits, static hit => Assert.Contains(hit.GetProperty("explanation").GetProperty("contributions").EnumerateArray(), static part => part.GetProperty("role").GetString() == "taken for"));
    }

    [Theory]
    [InlineData("""{"kind":"steal","pointId":"00000000-0000-8000-8000-000000000000"}""", "kind")]
    [InlineData("""{"kind":"view"}""", "pointId")]
    [InlineData("""{"kind":"view","pointId":"x"}""", "pointId")]
    [InlineData("""{"kind":"view","key":"a","at":"2999-01-01T00:00:00Z"}""", "at")]
    public async Task A_wrong_event_names_the_field(string told, string field)
    {
        var problem = await shop.Host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, $"{Address}/events", $$"""{"collection":"{{Name}}","events":[{{told}}]}""");
        Assert.Contains(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static string Id(JsonElement hit) => hit.GetProperty("id").GetString()!;

    private object[] Seen(ProductKind kind, int count) => [.. shop.OfKind(kind).Take(count).Select(static item => new { kind = "view", key = item.Key })];

    private Task<JsonElement> TellAsync(object[] events) => shop.Host.AskAsync(HttpMethod.Post, $"{Address}/events", new { collection = Name, events });

    private async Task<IReadOnlyList<JsonElement>> RecommendAsync(int limit = 10) =>
        [.. (await shop.Host.AskAsync(HttpMethod.Post, $"{Address}/recommend", new { collection = Name, limit })).GetProperty("hits").EnumerateArray()];
}
