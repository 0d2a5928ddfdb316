using System.Net;
using System.Text.Json;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.SentAgain;

/// <summary>POSTs that create, sent again under the same Idempotency-Key.</summary>
[Collection<CatalogueCollection>]
public sealed class CreatingTests(CatalogueGateway shop)
{
    private const int Few = 3;

    private static int _names;

    private readonly string _name = $"again-{Interlocked.Increment(ref _names)}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_submitted_again_is_answered_with_the_one_that_there_is()
    {
        var body = Job(Pictures());
        var first = await AcceptedAsync("/v1/jobs", body, "order-1");
        var done = await shop.Host.UntilOverAsync(Id(first), Token);
        Assert.Equal(Few, done.GetProperty("embedded").GetInt32());

        // However late, and however the members are ordered: the answer is the job as it stands now.
        var again = await AcceptedAsync("/v1/jobs", new { encoder = "demo-clip", collection = _name, corpus = new { location = Folder } }, "order-1");
        Assert.Equal(done.ToString(), again.ToString());
        Assert.NotEqual(Id(first), Id(await AcceptedAsync("/v1/jobs", body, "order-2")));
        await shop.Host.UntilOverAsync(Id(await AcceptedAsync("/v1/jobs", body, "order-2")), Token);
    }

    [Theory]
    [InlineData("weight", "weight")]
    [InlineData("rate", "maxImagesPerSecond")]
    [InlineData("encoder", "encoder")]
    [InlineData("place", "corpus.location")]
    [InlineData("options", "corpus.options")]
    [InlineData("parts", "corpus.partitionSize")]
    public async Task Another_job_under_the_same_key_is_refused_with_what_differs(string what, string field)
    {
        var named = new { name = _name, location = Pictures() };
        var first = await AcceptedAsync("/v1/jobs", new { corpus = named, collection = _name, encoder = "demo-clip" }, "order");
        object other = what switch
        {
            "weight" => new { corpus = named, collection = _name, encoder = "demo-clip", weight = 2 },
            "rate" => new { corpus = named, collection = _name, encoder = "demo-clip", maxImagesPerSecond = 5 },
            "encoder" => new { corpus = named, collection = _name, encoder = "other-clip" },
            "place" => new { corpus = new { name = _name, location = Folder + "-2" }, collection = _name, encoder = "demo-clip" },
            "options" => new { corpus = new { named.name, named.location, options = new { extensions = "png" } }, collection = _name, encoder = "demo-clip" },
            _ => new { corpus = new { named.name, named.location, partitionSize = 7 }, collection = _name, encoder = "demo-clip" },
        };
        using var refused = await SendAsync("/v1/jobs", other, "order");
        var problem = await ReadAsync(refused);
        Assert.Equal((HttpStatusCode.Conflict, "/problems/conflict"), (refused.StatusCode, problem.GetProperty("type").GetString()));
        Assert.Contains(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await shop.Host.UntilOverAsync(Id(first), Token);
    }

    [Fact]
    public async Task The_same_job_from_many_at_once_is_made_once()
    {
        var body = Job(Pictures());
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => AcceptedAsync("/v1/jobs", body, "order")));
        var id = Assert.Single(answers.Select(Id).Distinct());
        await shop.Host.UntilOverAsync(id, Token);
        var jobs = (await shop.Host.AskAsync(HttpMethod.Get, "/v1/jobs?limit=500")).GetProperty("jobs").EnumerateArray();
        Assert.Equal(Few, Assert.Single(jobs, job => job.GetProperty("collection").GetString() == _name).GetProperty("embedded").GetInt32());
    }

    [Fact]
    public async Task What_was_refused_can_be_sent_again_under_its_key()
    {
        var body = Job(Folder);
        using var refused = await SendAsync("/v1/jobs", body, "order");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Pictures();
        Assert.Equal(Few, (await shop.Host.UntilOverAsync(Id(await AcceptedAsync("/v1/jobs", body, "order")), Token)).GetProperty("embedded").GetInt32());
    }

    [Fact]
    public async Task A_retry_asked_for_again_is_answered_with_the_first_and_only_another_key_makes_another()
    {
        Pictures();
        await File.WriteAllTextAsync(Path.Combine(Folder, "words.jpg"), "no picture", Token);
        var job = Id(await AcceptedAsync("/v1/jobs", Job(Folder), "order"));
        Assert.Equal(1, (await shop.Host.UntilOverAsync(job, Token)).GetProperty("quarantined").GetInt32());

        var both = await Task.WhenAll(AcceptedAsync($"/v1/jobs/{job}/retry", null, "once"), AcceptedAsync($"/v1/jobs/{job}/retry", null, "once"));
        var retry = Assert.Single(both.Select(Id).Distinct());
        await shop.Host.UntilOverAsync(retry, Token);
        Assert.Equal(retry, Id(await AcceptedAsync($"/v1/jobs/{job}/retry", null, "once")));
        using var other = await SendAsync($"/v1/jobs/{job}/retry?reason=not-an-image", null, "once");
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        var second = Id(await AcceptedAsync($"/v1/jobs/{job}/retry", null, "twice"));
        Assert.NotEqual(retry, second);
        await shop.Host.UntilOverAsync(second, Token);
        Assert.Equal(retry, Id(await AcceptedAsync($"/v1/jobs/{job}/retry", null, "once")));
    }

    [Theory]
    [InlineData("verify", "?corpus=catalogue", "?corpus=another")]
    [InlineData("duplicates", "?threshold=0.99", "?threshold=0.9")]
    public async Task An_operation_started_again_is_the_same_and_another_under_its_key_is_refused(string verb, string asked, string otherwise)
    {
        var address = $"/v1/collections/{Name}/{verb}";
        var started = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AcceptedAsync(address + asked, null, $"order-{verb}")));
        var id = Assert.Single(started.Select(Id).Distinct());
        using var other = await SendAsync(address + otherwise, null, $"order-{verb}");
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        using var elsewhere = await SendAsync($"/v1/collections/elsewhere/{verb}{asked}", null, $"order-{verb}");
        Assert.Equal(HttpStatusCode.Conflict, elsewhere.StatusCode);
        Assert.NotEqual(id, Id(await AcceptedAsync(address + asked, null, $"order-{verb}-2")));
        Assert.NotEqual(Id(await AcceptedAsync(address + asked, null, null)), Id(await AcceptedAsync(address + asked, null, null)));
    }

    [Fact]
    public async Task A_tag_job_taught_by_an_example_that_is_gone_since_is_still_the_same_and_a_filter_makes_it_another()
    {
        var job = Id(await AcceptedAsync("/v1/jobs", Job(Pictures()), "fill"));
        await shop.Host.UntilOverAsync(job, Token);
        var points = (await shop.Host.AskAsync(HttpMethod.Post, $"/v1/collections/{_name}/search", new { text = "a thing" })).GetProperty("hits");
        var examples = Enumerable.Range(0, 2).Select(i => new { label = $"class {i}", id = Id(points[i]) }).ToList();
        var body = new { collection = _name, field = "taught", examples };
        var first = Id(await AcceptedAsync("/v1/tag-jobs", body, "teach"));
        await shop.Host.UntilTaggedAsync(first);
        await shop.Host.AskAsync(HttpMethod.Delete, $"/v1/collections/{_name}/points/{examples[0].id}");

        Assert.Equal(first, Id(await AcceptedAsync("/v1/tag-jobs", body, "teach")));
        using var fresh = await SendAsync("/v1/tag-jobs", body, "teach again");
        Assert.Equal(HttpStatusCode.NotFound, fresh.StatusCode);

        var labels = new { collection = _name, field = "worded", labels = new[] { new { label = "mug" }, new { label = "sofa" } } };
        var worded = Id(await AcceptedAsync("/v1/tag-jobs", labels, "words"));
        using var filtered = await SendAsync("/v1/tag-jobs", new { labels.collection, labels.field, labels.labels, filter = new { field = "kind", exists = true } }, "words");
        Assert.Equal(HttpStatusCode.Conflict, filtered.StatusCode);
        await shop.Host.UntilTaggedAsync(worded);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("long")]
    public async Task A_key_that_is_blank_or_too_long_is_refused(string key)
    {
        using var refused = await SendAsync("/v1/jobs", Job(Pictures()), key == "long" ? new string('k', 201) : key);
        Assert.Contains("Idempotency-Key", (await ReadAsync(refused)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task The_document_names_the_header_wherever_it_is_taken()
    {
        var paths = (await shop.Host.AskAsync(HttpMethod.Get, "/openapi/v1.json")).GetProperty("paths");
        string[] taking =
        [
            "/v1/jobs", "/v1/jobs/{id}/retry", "/v1/keys", "/v1/tag-jobs", "/v1/collections/{collection}/verify", "/v1/collections/{collection}/duplicates", "/v1/collections/{collection}/load",
        ];
        Assert.All(taking, path => Assert.Contains(
            paths.GetProperty(path).GetProperty("post").GetProperty("parameters").EnumerateArray(),
            static parameter => parameter.GetProperty("in").GetString() == "header" && parameter.GetProperty("name").GetString() == "Idempotency-Key"));
    }

    private string Folder => Path.Combine(shop.Host.Data, "sent-again", _name);

    private static string Id(JsonElement answer) => answer.GetProperty("id").GetString()!;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;

    private string Pictures()
    {
        Directory.CreateDirectory(Folder);
        foreach (var item in shop.Items.Take(Few))
        {
            File.Copy(SampleCatalogue.CatalogueLayout.Image(Path.Combine(shop.Host.Data, "pictures"), item.Key), Path.Combine(Folder, Path.GetFileName(item.Key)), overwrite: true);
        }

        return Folder;
    }

    private object Job(string folder) => new { corpus = new { location = folder }, collection = _name, encoder = "demo-clip" };

    // Callers' keys are theirs; here all are anybody's, so that each test has its own by its name.
    private Task<HttpResponseMessage> SendAsync(string address, object? body, string? key) =>
        shop.Host.PostAsync(address, body, string.IsNullOrWhiteSpace(key) || key.Length > 200 ? key : $"{_name} {key}", null, Token);

    private async Task<JsonElement> AcceptedAsync(string address, object? body, string? key)
    {
        using var answer = await SendAsync(address, body, key);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Token)}");
        return await ReadAsync(answer);
    }
}
