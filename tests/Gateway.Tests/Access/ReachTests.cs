using System.Net;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Gateway.Tests.Access;

/// <summary>Where a collection is named in a body, or is found only later, a key limited to another one reaches as little as by the address.</summary>
[Collection<KeyedCollection>]
public sealed class ReachTests(KeyedGateway gateway)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_of_one_collection_sees_its_own_jobs_corpora_and_operations_and_no_others()
    {
        using var pictures = new TemporaryFolder();
        await File.WriteAllBytesAsync(pictures.Path("red.png"), TinyPng.OfColour(64, 64, 255, 0, 0), Token);
        foreach (var name in new[] { "left", "right" })
        {
            await gateway.Host.AskAsync(HttpMethod.Post, "/v1/jobs", new { id = name, corpus = new { name, location = pictures.Root }, collection = name, encoder = "demo-clip" }, gateway.Admin, Token);
            while (!(await gateway.Host.AskAsync(HttpMethod.Get, $"/v1/jobs/{name}", key: gateway.Admin, cancellationToken: Token)).GetProperty("isOver").GetBoolean())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
            }
        }

        var key = await gateway.IssueAsync("write", "left");
        var corpora = (await gateway.Host.AskAsync(HttpMethod.Get, "/v1/corpora", key: gateway.Admin)).GetProperty("corpora").EnumerateArray().ToList();
        Assert.Equal(["left", "right"], corpora.Select(static corpus => corpus.GetProperty("name").GetString()));
        var feed = corpora[0].GetProperty("collections")[0];
        Assert.Equal(
            ("left", "folder", pictures.Root, "left", "left"),
            (Text(feed, "collection"), Text(feed, "kind"), Text(feed, "location"), Text(feed, "newestJob"), Text(feed, "completedJob")));

        // Lists leave out what it does not reach.
        foreach (var (address, list, member) in new[] { ("/v1/corpora", "corpora", "name"), ("/v1/collections", "collections", "name"), ("/v1/jobs", "jobs", "id") })
        {
            var seen = (await gateway.Host.AskAsync(HttpMethod.Get, address, key: key)).GetProperty(list).EnumerateArray();
            Assert.Equal("left", Text(Assert.Single(seen), member));
        }

        // By name it is told nothing of it, or that it may not.
        await gateway.Host.AskAsync(HttpMethod.Get, "/v1/corpora/left", key: key);
        await gateway.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "/v1/corpora/right", key: key);
        var operation = Text(await gateway.Host.AskAsync(HttpMethod.Post, "/v1/collections/right/duplicates", key: gateway.Admin), "id");
        foreach (var address in new[] { "/v1/jobs/right", "/v1/jobs/right/events", "/v1/jobs/right/quarantine", $"/v1/operations/{operation}", $"/v1/operations/{operation}/events" })
        {
            await gateway.Host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, address, key: key);
        }

        var own = Text(await gateway.Host.AskAsync(HttpMethod.Post, "/v1/collections/left/duplicates", key: key), "id");
        var listed = (await gateway.Host.AskAsync(HttpMethod.Get, "/v1/operations", key: key)).GetProperty("operations").EnumerateArray();
        Assert.Equal(own, Text(Assert.Single(listed), "id"));
        await gateway.Host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "/v1/operations?collection=right", key: key);

        object[][] posts =
        [
            ["/v1/jobs/right/retry", "{}"], ["/v1/jobs/right/pause", "{}"], ["/v1/shoppers/anna/recommend", new { collection = "right" }],
            ["/v1/shoppers/anna/events", new { collection = "right", events = new[] { new { kind = "view", key = "red.png" } } }],
            ["/v1/tag-jobs", new { collection = "right", field = "x", labels = new[] { new { label = "a" }, new { label = "b" } } }],
            ["/v1/collections/left/load?lake=right", "{}"],
        ];
        foreach (var post in posts)
        {
            await gateway.Host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, (string)post[0], post[1], key);
        }
    }

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();
}
