using System.Net;
using System.Text.Json;
using Cluster.SampleCatalogue;
using static Cluster.Gateway.Tests.CatalogueGateway;

namespace Cluster.Gateway.Tests.Jobs;

/// <summary>Long work tells how far it is as server-sent events, to its end.</summary>
[Collection<CatalogueCollection>]
public sealed class EventTests(CatalogueGateway shop)
{
    private const int Few = 40;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_told_from_its_start_to_its_end_and_never_goes_back()
    {
        var folder = Path.Combine(shop.Host.Data, "watched");
        Directory.CreateDirectory(folder);
        foreach (var item in shop.Items.Take(Few))
        {
            File.Copy(CatalogueLayout.Image(Path.Combine(shop.Host.Data, "pictures"), item.Key), Path.Combine(folder, Path.GetFileName(item.Key)), overwrite: true);
        }

        await shop.Host.AskAsync(HttpMethod.Post, "/v1/jobs", new { id = "watched", corpus = new { name = "watched", location = folder }, collection = "watched", encoder = "demo-clip" });
        var told = await EventsAsync("/v1/jobs/watched/events", "job");
        var accounted = told.Select(static job => job.GetProperty("embedded").GetInt32()).ToList();
        Assert.Equal(accounted.Order(), accounted);
        Assert.All(told.SkipLast(1), static job => Assert.Equal("running", job.GetProperty("state").GetString()));
        Assert.Equal(("completed", Few), (told[^1].GetProperty("state").GetString(), accounted[^1]));

        // Of what is over there is one event, and the stream ends.
        Assert.Equal(told[^1].ToString(), Assert.Single(await EventsAsync("/v1/jobs/watched/events", "job")).ToString());
    }

    [Fact]
    public async Task An_operation_is_told_to_its_end_with_what_it_found()
    {
        var started = await shop.Host.AskAsync(HttpMethod.Post, $"/v1/collections/{Name}/duplicates");
        var told = await EventsAsync($"/v1/operations/{started.GetProperty("id").GetString()}/events", "operation");
        Assert.Equal("completed", told[^1].GetProperty("state").GetString());
        Assert.True(told[^1].GetProperty("looked").GetInt32() >= Pictures + Copies, told[^1].ToString());
        Assert.NotEmpty(told[^1].GetProperty("findings").EnumerateArray());
    }

    [Theory]
    [InlineData("/v1/jobs/none/events", "job-not-found")]
    [InlineData("/v1/operations/none/events", "job-not-found")]
    [InlineData("/v1/tag-jobs/none/events", "job-not-found")]
    [InlineData("/v1/collections/catalogue/reembedding/events", "job-not-found")]
    [InlineData("/v1/collections/catalogue/comparison/events", "job-not-found")]
    [InlineData("/v1/models/none/verification/events", "encoder-not-found")]
    [InlineData("/v1/models/a%20b/verification/events", "encoder-not-found")]
    public async Task Of_what_is_not_there_a_problem_is_told(string address, string code)
    {
        var problem = await shop.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, address);
        Assert.Equal($"/problems/{code}", problem.GetProperty("type").GetString());
    }

    private async Task<IReadOnlyList<JsonElement>> EventsAsync(string address, string name)
    {
        using var answer = await shop.Host.SendAsync(HttpMethod.Get, address, cancellationToken: Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var events = (await answer.Content.ReadAsStringAsync(Token)).Split("event: ", StringSplitOptions.RemoveEmptyEntries);
        return [.. events.Select(text =>
        {
            Assert.StartsWith(name + "\ndata: ", text, StringComparison.Ordinal);
            return JsonDocument.Parse(text[(name.Length + "\ndata: ".Length)..]).RootElement;
        })];
    }
}
