using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class RealPhotographsTests
{
    /// <summary>Query and the folder that holds its class.</summary>
    private static readonly (string Query, string Class)[] Queries =
    [
        ("a dress", "dress"), ("a hat", "hat"), ("a long sleeve shirt", "longsleeve"), ("a jacket", "outwear"), ("pants", "pants"),
        ("a shirt", "shirt"), ("shoes", "shoes"), ("shorts", "shorts"), ("a skirt", "skirt"), ("a t-shirt", "t-shirt"),
    ];

    [Fact]
    public async Task Photographs_become_searchable_and_every_one_is_accounted_for()
    {
        var token = TestContext.Current.CancellationToken;
        var clothing = SharedData.Path("datasets", "clothing");
        var grocery = SharedData.Path("datasets", "grocery");
        var models = SharedData.Path("models");
        using var data = new TemporaryFolder();
        await using var cluster = await ClusterProcess.StartAsync(data.Root, models, token);

        await cluster.SubmitAsync("clothing", "clothing", clothing, "photos", "standin-dual-encoder");
        await cluster.SubmitAsync("grocery", "grocery", grocery, "photos", "standin-dual-encoder");
        var embedded = Check(await cluster.UntilOverAsync("clothing", token), clothing) + Check(await cluster.UntilOverAsync("grocery", token), grocery);
        Assert.Equal(embedded, (await cluster.GetAsync("/v1/collections/photos")).GetProperty("points").GetInt64());

        var precisions = new List<double>();
        foreach (var (query, expected) in Queries)
        {
            var answer = await cluster.Http.PostAsJsonAsync("/v1/collections/photos/search", new { text = query, limit = 10 }, token);
            var hits = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(token)).RootElement.GetProperty("hits");
            precisions.Add(hits.EnumerateArray().Count(hit => hit.GetProperty("key").GetString()!.Split('/').Contains(expected)) / 10.0);
        }

        Figures.Tell($"mean precision@10 {precisions.Average():F3}: {string.Join(' ', precisions)}");
        Assert.True(precisions.Average() >= 0.75, $"mean precision@10 is {precisions.Average():F3}: {string.Join(' ', precisions)}");
    }

    [Fact]
    public async Task A_second_job_over_unchanged_photographs_embeds_none()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = SharedData.Path("datasets", "clothing", "test", "hat");
        var models = SharedData.Path("models");
        using var data = new TemporaryFolder();
        await using var cluster = await ClusterProcess.StartAsync(data.Root, models, token);
        await cluster.SubmitAsync("first", "hats", folder, "hats", "standin-dual-encoder");
        var first = await cluster.UntilOverAsync("first", token);
        await cluster.SubmitAsync("second", "hats", folder, "hats", "standin-dual-encoder");
        var second = await cluster.UntilOverAsync("second", token);
        Assert.True(first.GetProperty("embedded").GetInt64() > 0);
        Assert.Equal(0, second.GetProperty("embedded").GetInt64());
        Assert.Equal(first.GetProperty("embedded").GetInt64(), second.GetProperty("unchanged").GetInt64());
    }

    private static long Check(JsonElement job, string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length;
        var (embedded, quarantined) = (job.GetProperty("embedded").GetInt64(), job.GetProperty("quarantined").GetInt64());
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal(files, embedded + quarantined);
        return embedded;
    }
}
