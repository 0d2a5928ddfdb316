using System.Net;
using System.Text.Json;
using Cluster.SampleCatalogue.Items;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Classification;

[Collection<CatalogueCollection>]
public sealed class TagJobTests(CatalogueGateway shop)
{
    [Fact]
    public async Task A_whole_collection_is_tagged_from_its_stored_vectors_though_its_images_are_gone()
    {
        // Were an image read, the job would meet none.
        var pictures = Path.Combine(shop.Host.Data, "pictures", "images");
        Directory.Move(pictures, pictures + ".away");
        try
        {
            var labels = shop.Items.Select(static item => item.Combination.Kind.Word()).Distinct().Select(static kind => new { label = kind });
            var job = await RunAsync(new { collection = Name, field = "tagged_kind", labels });
            Assert.Equal("completed", job.GetProperty("state").GetString());
            Assert.True(job.GetProperty("looked").GetInt32() >= Pictures + Copies);
            var right = 0;
            foreach (var hit in await shop.HitsAsync(new { text = "a thing", limit = 1000, filter = new { field = "tagged_kind", exists = true } }))
            {
                right += Field(hit, "kind") == Field(hit, "tagged_kind") ? 1 : 0;
            }

            Assert.True(right >= Pictures * 0.9, $"{right} of {Pictures + Copies} are tagged as what they are");
        }
        finally
        {
            Directory.Move(pictures + ".away", pictures);
        }
    }

    [Fact]
    public async Task Examples_tag_with_several_labels_above_a_probability_and_only_what_the_filter_lets_pass()
    {
        var examples = new[] { ProductKind.Mug, ProductKind.Teapot, ProductKind.Sofa }.SelectMany(kind => shop.OfKind(kind).Take(3).Select(item => new { label = kind.Word(), key = item.Key }));
        var job = await RunAsync(new { collection = Name, field = "close_to", examples, top = 2, minProbability = 0.05, filter = new { field = "kind", equals = "mug" } });
        Assert.Equal(shop.OfKind(ProductKind.Mug).Count, job.GetProperty("looked").GetInt32() - shop.Items.Take(Copies).Count(static item => item.Combination.Kind == ProductKind.Mug));
        var hits = await shop.HitsAsync(new { text = "a thing", limit = 1000, filter = new { field = "close_to", equals = "mug" } });
        Assert.All(hits, static hit => Assert.Equal("mug", Field(hit, "kind")));
        Assert.NotEmpty(hits);
    }

    [Fact]
    public async Task A_whole_collection_is_moderated_and_what_is_flagged_can_be_filtered_out()
    {
        var categories = new[]
        {
            new { name = "footwear", positive = new[] { "a boot" }, negative = new[] { "a mug", "a sofa" } },
            new { name = "seats", positive = new[] { "a sofa", "a chair" }, negative = new[] { "a mug", "a boot" } },
        };
        var job = await RunAsync(new { collection = Name, field = "flags", categories });
        Assert.Equal("completed", job.GetProperty("state").GetString());

        // Each point has what moderation says of it by itself; nothing flagged is an empty list.
        var subjects = shop.Items.Take(90).Select(static item => new { key = item.Key }).ToList();
        var verdicts = (await shop.PostAsync("moderate", new { subjects, categories })).GetProperty("results").EnumerateArray().ToDictionary(
            static one => one.GetProperty("id").GetString()!,
            static one => string.Join(',', one.GetProperty("verdicts").EnumerateArray().Where(static verdict => verdict.GetProperty("flagged").GetBoolean()).Select(static verdict => verdict.GetProperty("category").GetString())));
        Assert.True(verdicts.Values.Distinct().Count() >= 3, string.Join("; ", verdicts.Values.Distinct()));
        foreach (var hit in (await shop.HitsAsync(new { text = "a thing", limit = 1000 })).Where(hit => verdicts.ContainsKey(hit.GetProperty("id").GetString()!)))
        {
            Assert.Equal(verdicts[hit.GetProperty("id").GetString()!], string.Join(',', hit.GetProperty("payload").GetProperty("flags").EnumerateArray().Select(static flag => flag.GetString())));
        }

        var clean = await shop.HitsAsync(new { text = "a boot", limit = 1000, filter = new { mustNot = new[] { new { field = "flags", equals = "footwear" } } } });
        Assert.DoesNotContain(clean, static hit => hit.GetProperty("payload").GetProperty("flags").EnumerateArray().Any(static flag => flag.GetString() == "footwear"));
        Assert.True(clean.Count > 0 && clean.Count < Pictures);
    }

    [Fact]
    public async Task The_same_key_of_a_request_sent_again_makes_no_second_job_and_another_request_under_it_is_refused()
    {
        object Asking(string field) => new { collection = Name, field, labels = new[] { new { label = "mug" }, new { label = "sofa" } } };
        using var first = await SendAsync(Asking("once"), "order-7");
        using var again = await SendAsync(Asking("once"), "order-7");
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(await IdAsync(first), await IdAsync(again));
        using var other = await SendAsync(Asking("twice"), "order-7");
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        using var fresh = await SendAsync(Asking("once"), "order-8");
        Assert.NotEqual(await IdAsync(first), await IdAsync(fresh));
        await shop.Host.UntilTaggedAsync(await IdAsync(first));
        await shop.Host.UntilTaggedAsync(await IdAsync(fresh));
    }

    [Fact]
    public async Task Events_tell_the_progress_to_the_end()
    {
        var job = await shop.Host.AskAsync(HttpMethod.Post, "/v1/tag-jobs", new { collection = Name, field = "watched", labels = new[] { new { label = "mug" }, new { label = "sofa" } } });
        var events = await (await shop.Host.SendAsync(HttpMethod.Get, $"/v1/tag-jobs/{job.GetProperty("id").GetString()}/events")).Content.ReadAsStringAsync();
        var last = events.Split("data: ", StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Contains("event: tag-job", events, StringComparison.Ordinal);
        Assert.Equal("completed", JsonDocument.Parse(last).RootElement.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("""{"collection":"catalogue","field":"_secret","labels":[{"label":"a"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"collection":"catalogue","field":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"collection":"catalogue","field":"x","categories":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"collection":"catalogue","field":"x","categories":[{"name":"a","positive":[],"negative":["c"]}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"collection":"catalogue","field":"x","categories":[{"name":"a","positive":["b"],"negative":["c"]},{"name":"a","positive":["b"],"negative":["c"]}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"collection":"catalogue","field":"x","top":2,"categories":[{"name":"a","positive":["b"],"negative":["c"]}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"collection":"nowhere","field":"x","labels":[{"label":"a"}]}""", HttpStatusCode.NotFound)]
    public async Task A_tag_job_that_cannot_be_is_refused(string body, HttpStatusCode status) =>
        await shop.Host.RefusedAsync(status, HttpMethod.Post, "/v1/tag-jobs", body);

    private async Task<JsonElement> RunAsync(object request) => await shop.Host.UntilTaggedAsync((await shop.Host.AskAsync(HttpMethod.Post, "/v1/tag-jobs", request)).GetProperty("id").GetString()!);

    private async Task<HttpResponseMessage> SendAsync(object body, string key)
    {
        using var content = System.Net.Http.Json.JsonContent.Create(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/tag-jobs") { Content = content };
        request.Headers.Add("Idempotency-Key", key);
        return await shop.Host.Http.SendAsync(request);
    }

    private static async Task<string> IdAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!;
}
