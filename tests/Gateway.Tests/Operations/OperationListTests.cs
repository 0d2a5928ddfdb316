using System.Net;
using System.Text.Json;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Operations;

/// <summary>Long operations are found again without their ids.</summary>
[Collection<CatalogueCollection>]
public sealed class OperationListTests(CatalogueGateway shop)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operations_are_listed_newest_first_and_pages_stay_as_they_are_when_more_are_started()
    {
        string[] started = [await StartAsync("duplicates"), await StartAsync("duplicates?threshold=0.99"), await StartAsync("duplicates")];
        var first = await ListAsync("?limit=2");
        Assert.Equal([started[2], started[1]], IdsOf(first));
        await StartAsync("duplicates");
        var second = await ListAsync($"?limit=1&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal([started[0]], IdsOf(second));
        var all = await ListAsync("?limit=500");
        Assert.False(all.TryGetProperty("next", out _));
        var rest = await ListAsync($"?limit=500&cursor={second.GetProperty("next").GetString()}");
        Assert.Equal(IdsOf(all).Skip(4), IdsOf(rest));
    }

    [Fact]
    public async Task Operations_are_listed_by_kind_collection_and_state_with_their_counts_and_times_but_no_findings()
    {
        var proof = await StartAsync("verify");
        var ended = await UntilOverAsync(proof);
        Assert.Equal("completed", ended.GetProperty("state").GetString());
        Assert.True(ended.GetProperty("startedAt").GetDateTimeOffset() <= ended.GetProperty("endedAt").GetDateTimeOffset());
        await UntilOverAsync(await StartAsync("duplicates"));

        var listed = (await ListAsync($"?kind=verify&collection={Name}&state=completed")).GetProperty("operations").EnumerateArray().ToList();
        Assert.All(listed, static operation => Assert.Equal(("verify", Name), (operation.GetProperty("kind").GetString(), operation.GetProperty("collection").GetString())));
        var one = Assert.Single(listed, operation => operation.GetProperty("id").GetString() == proof);
        Assert.Equal(ended.GetProperty("counts").ToString(), one.GetProperty("counts").ToString());
        Assert.Equal(ended.GetProperty("endedAt").GetDateTimeOffset(), one.GetProperty("endedAt").GetDateTimeOffset());
        Assert.All((await ListAsync("?kind=duplicates")).GetProperty("operations").EnumerateArray(), static operation => Assert.Equal(0, operation.GetProperty("findings").GetArrayLength()));
        Assert.DoesNotContain(proof, IdsOf(await ListAsync("?state=running")));
        Assert.Empty(IdsOf(await ListAsync("?collection=elsewhere")));
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=501", "limit")]
    [InlineData("?cursor=abc", "cursor")]
    [InlineData("?kind=dance", "kind")]
    [InlineData("?state=2", "state")]
    public async Task What_cannot_be_listed_is_refused_with_the_parameter(string query, string parameter)
    {
        var problem = await shop.Host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/v1/operations" + query);
        Assert.Contains($"'{parameter}'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static List<string?> IdsOf(JsonElement list) => [.. list.GetProperty("operations").EnumerateArray().Select(static operation => operation.GetProperty("id").GetString())];

    private Task<JsonElement> ListAsync(string query) => shop.Host.AskAsync(HttpMethod.Get, "/v1/operations" + query, cancellationToken: Token);

    private async Task<string> StartAsync(string verb) => (await shop.Host.AskAsync(HttpMethod.Post, $"/v1/collections/{Name}/{verb}", cancellationToken: Token)).GetProperty("id").GetString()!;

    private async Task<JsonElement> UntilOverAsync(string id)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var operation = await shop.Host.AskAsync(HttpMethod.Get, $"/v1/operations/{id}", cancellationToken: Token);
            if (operation.GetProperty("state").GetString() != "running")
            {
                return operation;
            }

            await pace.WaitForNextTickAsync(Token);
        }
    }
}
