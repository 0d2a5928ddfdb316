using System.Net;
using System.Text.Json;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Retrieval;

/// <summary>What a question says about its answers holds whatever is asked.</summary>
[Collection<CatalogueCollection>]
public sealed class AnswerTests(CatalogueGateway shop)
{
    private string Mug => IdOf(shop.OfKind(ProductKind.Mug)[0].Key);

    private string Sofa => IdOf(shop.OfKind(ProductKind.Sofa)[0].Key);

    [Theory]
    [InlineData("search", "")]
    [InlineData("recommend", "average")]
    [InlineData("recommend", "bestScore")]
    [InlineData("recommend", "sumScores")]
    public async Task Only_what_scores_above_the_threshold_comes(string verb, string strategy)
    {
        object Asking(double? scoreThreshold) => verb == "search"
            ? new { text = "a mug", limit = 60, scoreThreshold }
            : new { like = new[] { new { id = Mug }, new { id = Sofa } }, strategy, limit = 60, scoreThreshold };
        var all = await shop.HitsAsync(Asking(null), verb);
        var threshold = Score(all[19]);
        var above = await shop.HitsAsync(Asking(threshold), verb);
        Assert.Equal(all.Where(hit => Score(hit) > threshold).Select(Id), above.Select(Id));
        Assert.InRange(above.Count, 1, 19);
        Assert.Empty(await shop.HitsAsync(Asking(Score(all[0]) + 0.01), verb));
    }

    [Fact]
    public async Task Only_the_fields_asked_for_come_and_the_systems_own_only_by_name()
    {
        Task<IReadOnlyList<JsonElement>> HitsAsync(string[]? fields) => shop.HitsAsync(new { text = "a mug", limit = 5, fields });
        Assert.All(await HitsAsync(["kind", "price", "nothing"]), static hit => Assert.Equal(["kind", "price"], Fields(hit)));
        Assert.All(await HitsAsync([]), static hit => Assert.Empty(Fields(hit)));
        Assert.All(await HitsAsync(["_space"]), static hit => Assert.Equal(["_space"], Fields(hit)));
        Assert.All(await HitsAsync(null), static hit => Assert.True(Fields(hit).Contains("title") && !Fields(hit).Any(static field => field.StartsWith('_'))));
    }

    [Fact]
    public async Task Pages_of_recommendations_show_every_other_point_once()
    {
        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await shop.PostAsync("recommend", new { like = new[] { new { id = Mug } }, dislike = new[] { new { id = Sofa } }, limit = 90, cursor = next });
            seen.AddRange(page.GetProperty("hits").EnumerateArray().Select(Id));
            next = page.TryGetProperty("next", out var given) ? given.GetString() : null;
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(Pictures + Copies - 2, seen.Count);
    }

    [Theory]
    [InlineData("average")]
    [InlineData("bestScore")]
    [InlineData("sumScores")]
    public async Task An_explained_recommendation_names_each_example_and_its_score_follows_from_them(string strategy)
    {
        // One like only, so that the mean has no length of its own; what is disliked is subtracted, or wins.
        var hits = await shop.HitsAsync(new { like = new[] { new { id = Mug } }, dislike = new[] { new { id = Sofa } }, strategy, limit = 8, explain = true }, "recommend");
        foreach (var hit in hits)
        {
            var explanation = hit.GetProperty("explanation");
            Assert.NotEmpty(explanation.GetProperty("formula").GetString()!);
            var parts = explanation.GetProperty("contributions").EnumerateArray().ToList();
            Assert.Equal(["like", "dislike"], parts.Select(static part => part.GetProperty("role").GetString()));
            var (liked, disliked) = (parts[0].GetProperty("similarity").GetDouble(), parts[1].GetProperty("similarity").GetDouble());
            var expected = strategy switch
            {
                "sumScores" => liked - disliked,
                "bestScore" => ((liked > disliked ? liked / (1 + Math.Abs(liked)) : -disliked / (1 + Math.Abs(disliked))) + 1) / 2,
                _ => ((2 * liked) - disliked) / Length(hits),
            };
            Assert.Equal(expected, Score(hit), 3);
        }

        // The length of twice the liked less the disliked is the same for all, so one answer tells it.
        static double Length(IReadOnlyList<JsonElement> hits)
        {
            var parts = hits[0].GetProperty("explanation").GetProperty("contributions");
            return ((2 * parts[0].GetProperty("similarity").GetDouble()) - parts[1].GetProperty("similarity").GetDouble()) / Score(hits[0]);
        }
    }

    [Fact]
    public async Task Pictures_and_words_are_liked_and_disliked_like_points()
    {
        var picture = Convert.ToBase64String(CatalogueRenderer.RenderImage(shop.OfKind(ProductKind.Teapot)[0]));
        var liked = await shop.HitsAsync(new { like = new object[] { new { image = picture } }, limit = 12 }, "recommend");
        Assert.Equal("teapot", Field(liked[0], "kind"));
        var moved = await shop.HitsAsync(new { like = new object[] { new { image = picture } }, dislike = new object[] { new { text = "a teapot" } }, limit = 12 }, "recommend");
        Assert.NotEqual(liked.Select(Id), moved.Select(Id));
        var away = await shop.HitsAsync(new { like = new object[] { new { text = "a sofa" } }, dislike = new object[] { new { image = picture } }, limit = 12 }, "recommend");
        Assert.Equal("sofa", Field(away[0], "kind"));
        Assert.DoesNotContain(away, static hit => Field(hit, "kind") == "teapot");
    }

    [Fact]
    public async Task An_uploaded_picture_is_asked_with_filter_groups_and_reasons()
    {
        // Not one of the pictures that lie there twice.
        var mug = shop.OfKind(ProductKind.Mug)[^1];
        async Task<HttpResponseMessage> UploadAsync(params (string Name, string Value)[] fields)
        {
            var form = new MultipartFormDataContent { { new ByteArrayContent(CatalogueRenderer.RenderImage(mug)), "image", "mug.jpg" } };
            foreach (var (name, value) in fields)
            {
                form.Add(new StringContent(value), name);
            }

            return await shop.Host.SendAsync(HttpMethod.Post, $"/v1/collections/{Name}/search/image", form);
        }

        using var plain = await UploadAsync(("limit", "3"));
        Assert.Equal(mug.Key, JsonDocument.Parse(await plain.Content.ReadAsStringAsync()).RootElement.GetProperty("hits")[0].GetProperty("key").GetString());
        using var refined = await UploadAsync(("limit", "4"), ("filter", """{"field":"kind","equals":"sofa"}"""), ("groupBy", "colour"), ("explain", "true"), ("fields", "kind,colour"));
        var hits = JsonDocument.Parse(await refined.Content.ReadAsStringAsync()).RootElement.GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(4, hits.Count);
        Assert.All(hits, static hit => Assert.Equal("sofa", Field(hit, "kind")));
        Assert.Equal(4, hits.Select(static hit => Field(hit, "colour")).Distinct().Count());
        Assert.All(hits, static hit => Assert.Equal(Score(hit), hit.GetProperty("explanation").GetProperty("contributions")[0].GetProperty("similarity").GetDouble(), 3));
        using var unknown = await UploadAsync(("colour", "red"));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("colour", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Id(JsonElement hit) => hit.GetProperty("id").GetString()!;

    private static double Score(JsonElement hit) => hit.GetProperty("score").GetDouble();

    private static IReadOnlyList<string> Fields(JsonElement hit) => [.. hit.GetProperty("payload").EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal)];
}
