using System.Net;
using Cluster.Domain.Identity;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;
using Cluster.VectorIndex;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Retrieval;

[Collection<CatalogueCollection>]
public sealed class SearchTests(CatalogueGateway shop)
{
    [Fact]
    public async Task A_mix_lies_where_its_weights_draw_it()
    {
        var mug = shop.OfKind(ProductKind.Mug)[0];
        object Mix(double words, double picture) => new { mix = new object[] { new { text = "a sofa", weight = words }, new { key = mug.Key, weight = picture } }, limit = 3, explain = true };
        Assert.Equal("sofa", Field((await shop.HitsAsync(Mix(10, 0.1)))[0], "kind"));
        var drawn = await shop.HitsAsync(Mix(0.1, 10));
        Assert.Equal("mug", Field(drawn[0], "kind"));
        Assert.DoesNotContain(drawn, hit => hit.GetProperty("key").GetString() == mug.Key);

        // The score is the cosine to the mean, which the parts explain: score = sum of weight * similarity / length of the sum.
        var parts = drawn[0].GetProperty("explanation").GetProperty("contributions").EnumerateArray().ToList();
        Assert.Equal(["text 0", "key 1"], parts.Select(static part => part.GetProperty("example").GetString()));
        var sum = parts.Sum(static part => part.GetProperty("weight").GetDouble() * part.GetProperty("similarity").GetDouble());
        Assert.InRange(drawn[0].GetProperty("score").GetDouble(), (sum / 10.1) - 1e-4, (sum / 9.8) + 1e-4);
    }

    [Fact]
    public async Task A_mix_takes_words_a_picture_and_a_point_together()
    {
        var item = shop.OfKind(ProductKind.Teapot)[0];
        var picture = Convert.ToBase64String(CatalogueRenderer.RenderImage(item));
        var hits = await shop.HitsAsync(new { mix = new object[] { new { text = "a teapot" }, new { image = picture }, new { id = IdOf(shop.OfKind(ProductKind.Teapot)[1].Key) } }, limit = 5 });
        Assert.All(hits, static hit => Assert.Equal("teapot", Field(hit, "kind")));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    public async Task Pages_show_every_item_once_while_upserts_go_on(int limit)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writing = WriteAsync(done.Token);
        var seen = new List<string>();
        try
        {
            var cursor = "";
            for (string? next = cursor; next is not null;)
            {
                var page = await shop.PostAsync("search", new { text = "a picture of something", limit, cursor = next, fields = Array.Empty<string>() });
                seen.AddRange(page.GetProperty("hits").EnumerateArray().Select(static hit => hit.GetProperty("id").GetString()!));
                next = page.TryGetProperty("next", out var given) ? given.GetString() : null;
            }
        }
        finally
        {
            await done.CancelAsync();
            await writing;
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(shop.Items.Select(static item => IdOf(item.Key)).Except(seen));
    }

    [Fact]
    public async Task Pages_of_groups_show_every_group_once()
    {
        var kinds = new List<string?>();
        for (string? next = ""; next is not null;)
        {
            var page = await shop.PostAsync("search", new { text = "a red thing", limit = 4, cursor = next, groupBy = new { field = "kind" }, filter = new { field = "kind", exists = true } });
            kinds.AddRange(page.GetProperty("hits").EnumerateArray().Select(static hit => hit.GetProperty("group").GetString()));
            next = page.TryGetProperty("next", out var given) ? given.GetString() : null;
        }

        Assert.Equal(kinds.Count, kinds.Distinct().Count());
        Assert.Equal(shop.Items.Select(static item => item.Combination.Kind.Word()).Distinct().Order(), kinds.Order());
    }

    [Fact]
    public async Task A_cursor_of_another_question_is_refused()
    {
        var next = (await shop.PostAsync("search", new { text = "a mug", limit = 5, cursor = "" })).GetProperty("next").GetString()!;
        await shop.PostAsync("search", new { text = "a mug", limit = 9, cursor = next });
        foreach (var body in new object[]
        {
            new { text = "a sofa", limit = 5, cursor = next }, new { text = "a mug", cursor = next, filter = new { field = "kind", equals = "mug" } },
            new { text = "a mug", cursor = next[..^4] }, new { text = "a mug", cursor = "not one" }, new { text = "a mug", cursor = "", diversity = 0.5 }, new { text = "a mug", cursor = new string('A', 100_000) },
        })
        {
            var problem = await shop.Host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, $"/v1/collections/{Name}/search", body);
            Assert.Contains("$.cursor", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Groups_hold_as_many_as_asked_and_the_best_first(int size)
    {
        var hits = await shop.HitsAsync(new { text = "a blue thing", limit = 12, groupBy = new { field = "kind", size }, filter = new { field = "kind", exists = true } });
        Assert.Equal(12, hits.Count);
        Assert.All(hits.GroupBy(static hit => Field(hit, "kind")), group => Assert.InRange(group.Count(), 1, size));
        var best = await shop.HitsAsync(new { text = "a blue thing", limit = 1 });
        Assert.Equal(best[0].GetProperty("id").GetString(), hits[0].GetProperty("id").GetString());
        Assert.Equal(hits.OrderByDescending(static hit => hit.GetProperty("score").GetDouble()).Select(static hit => hit.GetProperty("id").GetString()), hits.Select(static hit => hit.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Facets_count_what_passes_the_filter()
    {
        var answer = await shop.PostAsync("search", new { text = "a thing", limit = 1, facets = new[] { new { field = "kind", limit = 100 }, new { field = "colour", limit = 100 } }, filter = new { field = "shop", equals = "Copies" } });
        Assert.Equal(Copies, answer.GetProperty("facets").GetProperty("kind").EnumerateArray().Sum(static value => value.GetProperty("count").GetInt32()));
        var all = await shop.PostAsync("search", new { text = "a thing", limit = 1, facets = new[] { new { field = "kind", limit = 100 } }, filter = new { mustNot = new[] { new { field = "shop", equals = "Copies" } } } });
        var counts = all.GetProperty("facets").GetProperty("kind").EnumerateArray().ToDictionary(static value => value.GetProperty("value").GetString()!, static value => value.GetProperty("count").GetInt32());
        Assert.Equal(shop.Items.CountBy(static item => item.Combination.Kind.Word()).OrderBy(static pair => pair.Key), counts.Where(static pair => pair.Value > 0).OrderBy(static pair => pair.Key));
    }

    [Fact]
    public async Task Diversity_lowers_the_mean_similarity_of_the_answers()
    {
        var means = new List<double>();
        foreach (var diversity in new[] { 0, 0.3, 0.6, 0.9 })
        {
            var hits = await shop.HitsAsync(new { text = "a mug", limit = 12, diversity });
            Assert.Equal(12, hits.Count);
            means.Add(await MeanSimilarityAsync(hits.Select(static hit => hit.GetProperty("id").GetString()!)));
        }

        Assert.Equal(means.OrderDescending(), means);
        Assert.True(means[0] - means[^1] > 0.1, $"hardly any difference: {string.Join(", ", means)}");
    }

    [Fact]
    public async Task Copies_of_a_picture_come_once_with_their_number()
    {
        var item = shop.Items[0];
        var plain = await shop.HitsAsync(new { key = item.Key, limit = 3 });
        Assert.Equal("copies/0.jpg", plain[0].GetProperty("key").GetString());
        var picture = new { image = Convert.ToBase64String(CatalogueRenderer.RenderImage(item)), limit = 10 };
        Assert.Equal(new[] { item.Key, "copies/0.jpg" }.Order(), (await shop.HitsAsync(picture)).Take(2).Select(static hit => hit.GetProperty("key").GetString()).Order());
        var collapsed = await shop.HitsAsync(new { picture.image, picture.limit, collapseDuplicates = true, duplicateThreshold = 1 });
        Assert.Equal(10, collapsed.Count);
        Assert.Equal(1, collapsed[0].GetProperty("duplicates").GetInt32());
        Assert.Single(collapsed, hit => hit.GetProperty("key").GetString() == item.Key || hit.GetProperty("key").GetString() == "copies/0.jpg");
    }

    [Fact]
    public async Task An_explained_score_is_the_similarity_it_names()
    {
        var hits = await shop.HitsAsync(new { text = "a clock", limit = 4, explain = true });
        Assert.All(hits, static hit =>
        {
            var part = Assert.Single(hit.GetProperty("explanation").GetProperty("contributions").EnumerateArray());
            Assert.Equal(hit.GetProperty("score").GetDouble(), part.GetProperty("similarity").GetDouble(), 4);
        });
    }

    [Theory]
    [InlineData("""{"must":[{"field":"kind","equals":"mug"},{"field":"price","range":{"gte":5}}]}""")]
    [InlineData("""{"should":[{"field":"kind","equals":"mug"},{"field":"kind","equals":"sofa"}]}""")]
    [InlineData("""{"mustNot":[{"field":"kind","anyOf":["mug","sofa"]}]}""")]
    [InlineData("""{"field":"title","text":"MUG"}""")]
    [InlineData("""{"field":"price","exists":false}""")]
    public async Task A_filter_lets_pass_what_the_catalogue_says(string filter)
    {
        var hits = await shop.HitsAsync($$"""{"text":"a thing","limit":1000,"filter":{{filter}}}""");
        var expected = shop.Items.Count(item => filter switch
        {
            _ when filter.Contains("range") => item.Combination.Kind == ProductKind.Mug && item.Price >= 500,
            _ when filter.Contains("should") => item.Combination.Kind is ProductKind.Mug or ProductKind.Sofa,
            _ when filter.Contains("mustNot") => item.Combination.Kind is not (ProductKind.Mug or ProductKind.Sofa),
            _ when filter.Contains("title") => item.Title.Contains("mug", StringComparison.OrdinalIgnoreCase),
            _ => false,
        });
        Assert.Equal(expected, hits.Count(static hit => Field(hit, "shop") is not (null or "Copies")));
    }

    [Fact]
    public async Task A_circle_on_the_globe_lets_pass_what_lies_within()
    {
        // Two mugs, in Berlin and in Potsdam, 27 km from one another.
        var mugs = shop.OfKind(ProductKind.Mug).TakeLast(2).ToList();
        foreach (var (mug, lat, lon) in new[] { (mugs[0], 52.52, 13.405), (mugs[1], 52.40, 13.06) })
        {
            await shop.Host.AskAsync(HttpMethod.Patch, $"/v1/collections/{Name}/points/{IdOf(mug.Key)}", new { payload = new { store = new { lat, lon } } });
        }

        Task<IReadOnlyList<System.Text.Json.JsonElement>> NearAsync(double metres) =>
            shop.HitsAsync(new { text = "a thing", limit = 1000, filter = new { field = "store", geo = new { lat = 52.52, lon = 13.40, radiusMetres = metres } } });
        Assert.Equal([IdOf(mugs[0].Key)], (await NearAsync(5_000)).Select(static hit => hit.GetProperty("id").GetString()));
        Assert.Equal(2, (await NearAsync(40_000)).Count);
    }

    [Theory]
    [InlineData("""{"mix":[]}""", "$.mix")]
    [InlineData("""{"mix":[{"text":"a","id":"b"}]}""", "$.mix[0]")]
    [InlineData("""{"mix":[{"text":"a","weight":0}]}""", "$.mix[0].weight")]
    [InlineData("""{"mix":[null]}""", "$.mix[0]")]
    [InlineData("""{"text":"a","mix":[{"text":"b"}]}""", "mix")]
    [InlineData("""{"text":"a","groupBy":{"field":""}}""", "$.groupBy.field")]
    [InlineData("""{"text":"a","groupBy":{"field":"k","size":0}}""", "$.groupBy.size")]
    [InlineData("""{"text":"a","diversity":1.5}""", "$.diversity")]
    [InlineData("""{"text":"a","duplicateThreshold":0.1}""", "$.duplicateThreshold")]
    [InlineData("""{"text":"a","facets":[{"field":""}]}""", "$.facets[0]")]
    [InlineData("""{"text":"a","filter":{"field":"p","geo":{"lat":99,"lon":0,"radiusMetres":1}}}""", "$.filter.geo")]
    [InlineData("""{"text":"a","like":["no id"]}""", "$.like[0]")]
    public async Task A_wrong_question_names_the_field(string body, string field)
    {
        var problem = await shop.Host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, $"/v1/collections/{Name}/search", body);
        Assert.Contains(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var (dimension, space) = ((await shop.Index.FindCollectionAsync(shop.Concrete, CancellationToken.None))!.Dimension, (await shop.Index.FindCollectionAsync(shop.Concrete, CancellationToken.None))!.Space);
        var random = new Random(5);
        var written = new List<PointId>();
        var there = await shop.Index.GetAsync(shop.Concrete, [.. shop.Items.Select(static item => PointId.For(new CorpusId("catalogue"), new BlobKey(item.Key)))], new PointSelector(true, null), CancellationToken.None);
        Assert.Equal(Pictures, there.Count);
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            // New points between the pages, and those that are there written again as they are.
            var same = there[random.Next(there.Count)];
            await shop.Index.UpsertAsync(shop.Concrete, new PointBatch(space, [same.Id], same.Vector!.Value, [same.Payload]), CancellationToken.None);
            var vector = Enumerable.Range(0, dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
            var length = MathF.Sqrt(vector.Sum(static x => x * x));
            written.Add(PointId.For(new CorpusId("written"), new BlobKey($"{i}")));
            await shop.Index.UpsertAsync(
                shop.Concrete, new PointBatch(space, [written[^1]], Array.ConvertAll(vector, x => x / length), [new Dictionary<string, Domain.Payloads.PayloadValue>()]), CancellationToken.None);
        }

        await shop.Index.DeleteAsync(shop.Concrete, written, CancellationToken.None);
    }

    private async Task<double> MeanSimilarityAsync(IEnumerable<string> ids)
    {
        var points = await shop.Index.GetAsync(shop.Concrete, [.. ids.Select(static id => PointId.TryParse(id, out var point) ? point : default)], new PointSelector(true, []), CancellationToken.None);
        var vectors = points.Select(static point => point.Vector!.Value.ToArray()).ToList();
        return (from i in Enumerable.Range(0, vectors.Count) from j in Enumerable.Range(0, i) select vectors[i].Zip(vectors[j], static (a, b) => (double)a * b).Sum()).Average();
    }
}
