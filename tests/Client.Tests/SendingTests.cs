using System.Net;
using System.Runtime.InteropServices;
using Cluster.Client.Encoders.Tuning;
using Cluster.Client.Failures;
using Cluster.Client.Jobs;
using Cluster.Client.Recommendations;
using Cluster.Client.Retrieval;
using Cluster.Client.Shoppers;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Client.Tests;

public sealed class SendingTests
{
    private const string Nothing = """{"collection":"c","concreteCollection":"c1","encoder":"e@1","space":"s","hits":[]}""";
    private const string Running = """{"id":"j","state":"running","corpus":{"name":"n","kind":"folder","location":"/pictures","partitionSize":1},"collection":"c","concreteCollection":"c1","encoder":"e@1","submittedAt":"2026-01-01T00:00:00Z"}""";
    private const string Busy = """{"type":"/problems/overloaded","title":"Too much is asked at once","status":503,"detail":"Ask again."}""";

    [Fact]
    public async Task A_question_that_was_turned_away_is_sent_again_with_its_key_and_body()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.Answer(503, Busy, "application/problem+json", retryAfter: "0");
        gateway.Break();
        gateway.Answer(200, Nothing);
        var answer = await ClientOf(gateway, "eck_1").SearchAsync("c", new SearchQuery { Text = "a mug", Limit = 3 });
        Assert.Empty(answer.Hits);
        Assert.Equal(3, gateway.Asked.Count);
        Assert.All(gateway.Asked, static asked => Assert.Equal(("POST", "/v1/collections/c/search", "Bearer eck_1", """{"text":"a mug","limit":3}"""), asked));
    }

    [Fact]
    public async Task What_creates_something_is_sent_again_under_one_key_and_the_next_under_another()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        var job = new JobSubmission { Corpus = new CorpusSubmission { Location = "/pictures" }, Collection = "c", Encoder = "e" };
        gateway.Answer(503, Busy, "application/problem+json", retryAfter: "0");
        gateway.Break();
        gateway.Answer(202, Running);
        Assert.Equal("j", (await ClientOf(gateway).SubmitJobAsync(job)).Id);
        Assert.Equal(3, gateway.Asked.Count);
        Assert.Single(gateway.Asked.Distinct());
        Assert.NotEmpty(Assert.Single(gateway.Keys.Distinct()));

        gateway.Answer(202, Running);
        await ClientOf(gateway).SubmitJobAsync(job);
        gateway.Answer(202, Running);
        await ClientOf(gateway).RetryJobAsync("j");
        gateway.Answer(202, """{"id":"verify-1","kind":"verify","collection":"c","state":"running","looked":0,"counts":{},"findings":[]}""");
        await ClientOf(gateway).VerifyAsync("c");
        Assert.Equal(4, gateway.Keys.Distinct().Count());
        Assert.DoesNotContain("", gateway.Keys);
    }

    [Fact]
    public async Task A_key_whose_secret_is_shown_once_is_not_asked_for_again()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.Answer(503, Busy, "application/problem+json", retryAfter: "7");
        var refusal = await Assert.ThrowsAsync<ClusterApiException>(() => ClientOf(gateway).Keys.IssueAsync(new() { Name = "shop", Scope = "read" }));
        Assert.Equal(("/problems/overloaded", HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(7)), (refusal.Type, refusal.Status, refusal.RetryAfter));
        Assert.Single(gateway.Asked);
    }

    [Fact]
    public async Task Events_told_again_bear_the_ids_of_the_first_time()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.Break();
        gateway.Answer(200, """{"collection":"c","interests":[1],"aversions":[],"events":[]}""");
        await ClientOf(gateway).Shoppers.TellAsync("anna", "c", [ShopperEvent.View("k"), ShopperEvent.View("k"), ShopperEvent.Cart("k") with { Id = "mine" }]);
        Assert.Equal(2, gateway.Asked.Count);
        var ids = Assert.Single(gateway.Asked.Select(static asked => asked.Body).Distinct()).Split("\"id\":\"").Skip(1).Select(static part => part.Split('"')[0]).ToList();
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Contains("mine", ids);
    }

    [Fact]
    public async Task A_wrong_question_is_not_sent_again_and_says_why()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.Answer(400, """{"type":"/problems/invalid-request","title":"The request is wrong","status":400,"detail":"$.limit is 0."}""", "application/problem+json");
        var refusal = await Assert.ThrowsAsync<ClusterApiException>(() => ClientOf(gateway).SearchAsync("c", new SearchQuery { Text = "x", Limit = 0 }));
        Assert.Equal("$.limit is 0.", refusal.Detail);
        Assert.Single(gateway.Asked);
    }

    [Fact]
    public async Task Pages_are_walked_to_the_end()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        static string Page(string id, string? next) =>
            Nothing.Replace("[]", $$$"""[{"id":"{{{id}}}","score":1,"payload":{}}]""", StringComparison.Ordinal).Replace("\"hits\"", next is null ? "\"hits\"" : $"\"next\":\"{next}\",\"hits\"", StringComparison.Ordinal);
        gateway.Answer(200, Page("a", "n1"));
        gateway.Answer(200, Page("b", null));
        var ids = new List<string>();
        await foreach (var hit in ClientOf(gateway).SearchAllAsync("c", new SearchQuery { Text = "x" }))
        {
            ids.Add(hit.Id);
        }

        Assert.Equal(["a", "b"], ids);
        Assert.Equal(["""{"text":"x","cursor":""}""", """{"text":"x","cursor":"n1"}"""], gateway.Asked.Select(static asked => asked.Body));
    }

    [Fact]
    public async Task Recommendations_shoppers_and_embeddings_travel_in_the_gateways_shape()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        var client = ClientOf(gateway);
        gateway.Answer(200, Nothing);
        await client.RecommendAsync("c", new RecommendQuery { Like = [Example.OfId("i", 2), Example.OfKey("k")], GroupBy = new GroupBy("product"), Filter = Filter.Is("colour", "red") });
        Assert.Equal("""{"like":[{"id":"i","weight":2},{"key":"k"}],"filter":{"field":"colour","equals":"red"},"groupBy":{"field":"product"}}""", Sorted(gateway.Asked[^1].Body));
        gateway.Answer(200, """{"collection":"c","interests":[1],"aversions":[],"events":[]}""");
        await client.Shoppers.TellAsync("anna/1@example.com", "c", [ShopperEvent.View("k")]);
        Assert.Equal("/v1/shoppers/anna%2F1%40example.com/events", gateway.Asked[^1].Address.Replace("@", "%40", StringComparison.Ordinal));
        var vector = Convert.ToBase64String(MemoryMarshal.AsBytes(new[] { 0.6f, 0.8f }.AsSpan()));
        gateway.Answer(200, $$$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":"{{{vector}}}"}],"model":"m@1","space":"s","usage":{}}""");
        Assert.Equal(new[] { 0.6f, 0.8f }, (await client.EmbedAsync("m", ["x"])).Vectors[0]);
    }

    [Fact]
    public async Task A_tuning_is_started_and_looked_at_in_the_gateways_shape()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.Answer(202, """{"running":true,"failure":null,"progress":{"setting":"Passes","value":"1","step":1,"steps":5},"results":[]}""");
        var began = await ClientOf(gateway).StartTuningAsync("vit-b-32", new TuningOrder("int8", 30));
        Assert.Equal(("POST", "/v1/models/vit-b-32/tuning", """{"precision":"int8","seconds":30}"""), (gateway.Asked[0].Method, gateway.Asked[0].Address, gateway.Asked[0].Body));
        Assert.Equal(new TuningProgress("Passes", "1", 1, 5), began.Progress);
        gateway.Answer(
            200,
            """
            {"running":false,"results":[{"precision":"int8","processor":"p","threads":2,"onnxRuntime":"1","isHere":true,"settings":[{"name":"Passes","default":"2","tuned":"1"}],
            "defaultImagesPerSecond":10,"tunedImagesPerSecond":12,"ratio":1.2,"defaultSingleSeconds":0.1,"tunedSingleSeconds":0.2,"worstCosine":1,"spread":0.01,
            "trials":[{"setting":"Passes","stood":"2","tried":"1","imagesPerSecond":12,"ratio":1.2,"outcome":"kept"}],"tunedAt":"2026-01-01T00:00:00Z"}]}
            """);
        var result = Assert.Single((await ClientOf(gateway).ShowTuningAsync("vit-b-32")).Results);
        Assert.Equal(("1", 1.2, "kept"), (Assert.Single(result.Settings).Tuned, result.Ratio, Assert.Single(result.Trials).Outcome));
    }

    [Fact]
    public async Task An_upload_is_streamed_and_not_gathered_first()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.Answer(200, Nothing);
        using var picture = new EndlessStream(8 * 1024 * 1024);
        await ClientOf(gateway).SearchByImageAsync("c", picture);
        Assert.True(picture.LargestRead < 1024 * 1024, $"{picture.LargestRead} bytes were asked for at once");
        Assert.True(gateway.Asked[0].Body.Length > 8 * 1024 * 1024);
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ClientOf(gateway).SearchAsync("c", new SearchQuery { Text = "x" }, cancelled.Token));
        Assert.Empty(gateway.Asked);
    }

    private static ClusterClient ClientOf(ScriptedGateway gateway, string? key = null) =>
        new ServiceCollection().AddClusterClient(gateway.Address, key).Services.BuildServiceProvider().GetRequiredService<ClusterClient>();

    // The order of members is the serializer's affair.
    private static string Sorted(string json)
    {
        var members = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        return new System.Text.Json.Nodes.JsonObject(new[] { "like", "filter", "groupBy" }.Select(name => KeyValuePair.Create(name, members[name]?.DeepClone()))).ToJsonString();
    }
}
