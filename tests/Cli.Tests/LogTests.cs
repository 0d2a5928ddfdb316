using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests;

/// <summary>A real cluster's log, at Information as it ships: what happened is there, what people keep in it and ask it is not.</summary>
public sealed class LogTests(ShopCluster shop)
{
    /// <summary>Part of every name and every word that must not be found.</summary>
    private const string Mark = "kumquat7d2e";

    [Fact]
    public async Task No_image_key_no_text_and_no_shopper_is_logged_by_jobs_questions_changes_and_faults()
    {
        var token = TestContext.Current.CancellationToken;
        using var http = new HttpClient { BaseAddress = new Uri(shop.Environment["CLUSTER_GATEWAY"]) };
        using var pictures = new TemporaryFolder();
        Directory.CreateDirectory(pictures.Path($"{Mark}-drawer"));
        var sound = await File.ReadAllBytesAsync(shop.FileOf(shop.Items[0]), token);
        await File.WriteAllBytesAsync(pictures.Path($"{Mark}-drawer", $"{Mark}.jpg"), sound, token);
        await File.WriteAllBytesAsync(pictures.Path($"{Mark}-half.jpg"), sound[..(sound.Length / 2)], token);
        await File.WriteAllTextAsync(pictures.Path($"{Mark}-words.jpg"), Mark, token);
        await File.WriteAllBytesAsync(pictures.Path($"{Mark}-nothing.png"), [], token);
        var job = (await shop.RunAsync("jobs", "submit", "--corpus", pictures.Root, "--collection", "logged", "--encoder", ShopCluster.Encoder, "--wait", "--json")).Succeeded();
        Assert.Equal(3, JsonDocument.Parse(job.Out).RootElement.GetProperty("quarantined").GetInt64());

        var found = await PostAsync(http, HttpStatusCode.OK, "collections/logged/search", new { text = $"a {Mark} dress" });
        var point = found.GetProperty("hits")[0].GetProperty("id").GetString();
        await PostAsync(http, HttpStatusCode.OK, "embeddings", new { model = ShopCluster.Encoder, input = new[] { Mark } });
        await PostAsync(http, HttpStatusCode.OK, "collections/logged/classify", new { subjects = new[] { new { id = point } }, labels = new[] { new { label = Mark }, new { label = "a hat" } } });
        await PostAsync(http, HttpStatusCode.OK, $"shoppers/{Mark}/events", new { collection = "logged", events = new[] { new { kind = "view", pointId = point } } });
        await PostAsync(http, HttpStatusCode.OK, $"shoppers/{Mark}/recommend", new { collection = "logged" });
        using var patch = JsonContent.Create(new { payload = new { note = Mark } });
        using var patched = await http.PatchAsync($"/v1/collections/logged/points/{point}", patch, token);
        Assert.True(patched.IsSuccessStatusCode, await patched.Content.ReadAsStringAsync(token));
        (await shop.RunAsync("points", "delete", "logged", "--key", $"{Mark}-drawer/{Mark}.jpg", "--yes")).Succeeded();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(sound), "image", $"{Mark}.jpg" }, { new StringContent($"{Mark}-added.jpg"), "key" } };
        using var added = await http.PostAsync("/v1/collections/logged/points", form, token);
        Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync(token));
        await PostAsync(http, HttpStatusCode.NotFound, $"collections/{Mark}/search", new { text = Mark });
        await PostAsync(http, HttpStatusCode.BadRequest, "collections/logged/search", new { text = new { words = Mark } });
        using var forgotten = await http.DeleteAsync($"/v1/shoppers/{Mark}", token);
        Assert.True(forgotten.IsSuccessStatusCode, await forgotten.Content.ReadAsStringAsync(token));

        var log = await UntilAsync("ForgetShopper", token);
        Assert.Matches(@"\[3002\]\s+Job \S+ completed: 1 embedded, 0 unchanged, 3 quarantined", log);
        Assert.DoesNotContain(log.Split('\n'), static line => line.Contains(Mark, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(shop.Items, item => log.Contains(item.Key, StringComparison.Ordinal));
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, HttpStatusCode status, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync($"/v1/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<string> UntilAsync(string last, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!shop.Log.Contains(last, StringComparison.Ordinal))
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }

        return shop.Log;
    }
}
