using System.Net;
using System.Text.Json;
using Cluster.SampleCatalogue.Items;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Retrieval;

[Collection<CatalogueCollection>]
public sealed class RecommendTests(CatalogueGateway shop)
{
    private string Mug => IdOf(shop.OfKind(ProductKind.Mug)[0].Key);

    private string Sofa => IdOf(shop.OfKind(ProductKind.Sofa)[0].Key);

    [Fact]
    public async Task Two_tastes_by_best_score_both_come_in_the_first_ten()
    {
        var kinds = (await HitsAsync(new { like = new[] { new { id = Mug }, new { id = Sofa } }, strategy = "bestScore", limit = 10 })).Select(static hit => Field(hit, "kind")).ToList();
        Assert.Contains("mug", kinds);
        Assert.Contains("sofa", kinds);
    }

    [Fact]
    public async Task One_dislike_moves_the_list()
    {
        var liked = await HitsAsync(new { like = new[] { new { id = Mug } }, limit = 20 });
        var disliked = Id(liked[5]);
        foreach (var strategy in new[] { "average", "sumScores", "bestScore" })
        {
            var moved = await HitsAsync(new { like = new[] { new { id = Mug } }, dislike = new[] { new { id = disliked } }, limit = 20, strategy });
            Assert.NotEqual(liked.Select(Id).Where(id => id != disliked), moved.Select(Id).Take(19));
            Assert.DoesNotContain(disliked, moved.Select(Id));
        }
    }

    [Theory]
    [InlineData("average")]
    [InlineData("sumScores")]
    public async Task Weights_draw_the_answers_to_what_weighs_more(string strategy)
    {
        object Asking(double mug, double sofa) => new { like = new[] { new { id = Mug, weight = mug }, new { id = Sofa, weight = sofa } }, strategy, limit = 5 };
        Assert.Equal("mug", Field((await HitsAsync(Asking(5, 0.5)))[0], "kind"));
        Assert.Equal("sofa", Field((await HitsAsync(Asking(0.5, 5)))[0], "kind"));
    }

    [Fact]
    public async Task Nothing_excluded_or_given_as_an_example_is_recommended()
    {
        var first = await HitsAsync(new { like = new[] { new { id = Mug } }, limit = 6 });
        var left = await HitsAsync(new { like = new object[] { new { id = Mug, weight = 2 }, new { text = "a mug" } }, exclude = new[] { Id(first[0]) }, excludeKeys = new[] { first[1].GetProperty("key").GetString() }, limit = 1000 });
        Assert.DoesNotContain(left.Select(Id), id => id == Mug || id == Id(first[0]) || id == Id(first[1]));
        Assert.Contains(Id(first[2]), left.Select(Id));
    }

    [Fact]
    public async Task A_look_is_completed_by_one_of_each_other_kind()
    {
        var hits = await HitsAsync(new { like = new[] { new { id = Mug } }, completeAcross = "kind", groupBy = new { field = "kind" }, limit = 8, filter = new { field = "kind", exists = true } });
        Assert.Equal(8, hits.Select(static hit => Field(hit, "kind")).Distinct().Count());
        Assert.DoesNotContain(hits, static hit => Field(hit, "kind") == "mug");
    }

    [Fact]
    public async Task Who_is_not_known_is_recommended_by_words_or_by_what_is_typical_of_a_category()
    {
        Assert.Equal("lamp", Field((await HitsAsync(new { coldStart = new { text = "a lamp" }, limit = 5 }))[0], "kind"));
        var typical = await HitsAsync(new { coldStart = new { filter = new { field = "kind", equals = "boot" } }, limit = 5 });
        Assert.Equal(5, typical.Count);
        Assert.All(typical, static hit => Assert.Equal("boot", Field(hit, "kind")));
        var problem = await RefusedAsync(new { limit = 3 });
        Assert.Contains("coldStart", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await RefusedAsync(new { coldStart = new { filter = new { field = "kind", equals = "zeppelin" } } });
    }

    [Fact]
    public async Task A_batch_answers_each_as_it_would_alone_and_a_wrong_one_spoils_no_other()
    {
        var mugs = new { like = new[] { new { id = Mug } }, limit = 4 };
        var answers = (await shop.PostAsync("recommend/batch", new { requests = new object[] { mugs, new { limit = 3 }, new { like = new[] { new { id = "00000000-0000-8000-8000-000000000000" } } } } })).GetProperty("answers");
        Assert.Equal((await HitsAsync(mugs)).Select(Id), answers[0].GetProperty("answer").GetProperty("hits").EnumerateArray().Select(Id));
        Assert.Equal("/problems/invalid-request", answers[1].GetProperty("failure").GetProperty("type").GetString());
        Assert.Equal("/problems/point-not-found", answers[2].GetProperty("failure").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Weights_are_refused_where_they_would_mean_nothing()
    {
        await RefusedAsync(new { like = new[] { new { id = Mug, weight = 2 } }, strategy = "bestScore" });
        await RefusedAsync(new { dislike = new[] { new { id = Mug, weight = 2 } } });
        await RefusedAsync(new { like = new[] { new { id = Mug } }, strategy = "guess" });
    }

    private static string Id(JsonElement hit) => hit.GetProperty("id").GetString()!;

    private Task<IReadOnlyList<JsonElement>> HitsAsync(object body) => shop.HitsAsync(body, "recommend");

    private Task<JsonElement> RefusedAsync(object body) => shop.Host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, $"/v1/collections/{Name}/recommend", body);
}
