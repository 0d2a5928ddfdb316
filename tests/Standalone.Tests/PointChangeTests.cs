using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class PointChangeTests
{
    [Fact]
    public async Task A_picture_is_added_patched_found_and_deleted_without_a_job()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var pictures = new TemporaryFolder();
        await File.WriteAllBytesAsync(pictures.Path("red.png"), TinyPng.OfColour(64, 64, 255, 0, 0), token);
        await using var cluster = await ClusterProcess.StartProbedAsync(
            data.Root, RepositoryFolder.Path("models"), new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours" }, token);
        await cluster.SubmitAsync("one", "one", pictures.Root, "shop", "demo-clip");
        await cluster.UntilOverAsync("one", token);

        var blue = TinyPng.OfColour(64, 64, 0, 0, 255);
        using var added = await AddAsync(cluster, "blue", blue, """{"price": 12.5, "tags": ["new"]}""", token);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var id = PointId.For(new CorpusId("uploads"), new BlobKey("blue")).ToString();
        Assert.Equal($"/v1/collections/shop/points/{id}", added.Headers.Location!.ToString());

        using var patched = await cluster.Http.PatchAsJsonAsync($"/v1/collections/shop/points/{id}", new { payload = new { price = 9, sold = true } }, token);
        Assert.True(patched.IsSuccessStatusCode, await patched.Content.ReadAsStringAsync(token));
        var payload = (await cluster.GetAsync($"/v1/collections/shop/points/{id}")).GetProperty("payload");
        Assert.Equal((9, true, "new"), (payload.GetProperty("price").GetInt32(), payload.GetProperty("sold").GetBoolean(), payload.GetProperty("tags")[0].GetString()));

        var hit = (await SearchAsync(cluster, blue, token)).GetProperty("hits")[0];
        Assert.Equal(("blue", "uploads"), (hit.GetProperty("key").GetString(), hit.GetProperty("corpus").GetString()));
        using var thumbnail = await cluster.Http.GetAsync(hit.GetProperty("thumbnail").GetString(), token);
        Assert.Equal("image/jpeg", thumbnail.Content.Headers.ContentType!.MediaType);

        using var deleted = await cluster.Http.DeleteAsync($"/v1/collections/shop/points/{id}", token);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(1, (await cluster.GetAsync("/v1/collections/shop")).GetProperty("points").GetInt64());
        Assert.Empty(Directory.GetFiles(data.Path("artifacts", "uploads"), "*.img", SearchOption.AllDirectories));
        using var again = await cluster.Http.DeleteAsync($"/v1/collections/shop/points/{id}", token);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_change_that_cannot_be_made_says_why()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var pictures = new TemporaryFolder();
        await File.WriteAllBytesAsync(pictures.Path("red.png"), TinyPng.OfColour(64, 64, 255, 0, 0), token);
        await using var cluster = await ClusterProcess.StartProbedAsync(
            data.Root, RepositoryFolder.Path("models"), new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours" }, token);
        await cluster.SubmitAsync("one", "one", pictures.Root, "shop", "demo-clip");
        await cluster.UntilOverAsync("one", token);
        var red = PointId.For(new CorpusId("one"), new BlobKey("red.png"));

        using var noPicture = await AddAsync(cluster, "text", "no picture"u8.ToArray(), null, token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noPicture.StatusCode);
        using var foreign = await AddAsync(cluster, "x", TinyPng.OfColour(8, 8, 1, 2, 3), null, token, corpus: "one");
        Assert.Equal(HttpStatusCode.Conflict, foreign.StatusCode);
        using var reserved = await cluster.Http.PatchAsJsonAsync($"/v1/collections/shop/points/{red}", new { payload = new { _key = "other" } }, token);
        Assert.Equal(HttpStatusCode.BadRequest, reserved.StatusCode);
        using var missing = await cluster.Http.PatchAsJsonAsync($"/v1/collections/shop/points/{PointId.For(new CorpusId("a"), new BlobKey("b"))}", new { payload = new { a = 1 } }, token);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var nowhere = await cluster.Http.DeleteAsync($"/v1/collections/none/points/{red}", token);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    private static async Task<HttpResponseMessage> AddAsync(
        ClusterProcess cluster, string key, byte[] image, string? payload, CancellationToken token, string? corpus = null)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(image), "image", "picture.png" }, { new StringContent(key), "key" } };
        if (payload is not null)
        {
            form.Add(new StringContent(payload), "payload");
        }

        if (corpus is not null)
        {
            form.Add(new StringContent(corpus), "corpus");
        }

        return await cluster.Http.PostAsync("/v1/collections/shop/points", form, token);
    }

    private static async Task<JsonElement> SearchAsync(ClusterProcess cluster, byte[] image, CancellationToken token)
    {
        using var answer = await cluster.Http.PostAsJsonAsync("/v1/collections/shop/search", new { image = Convert.ToBase64String(image), limit = 5 }, token);
        var text = await answer.Content.ReadAsStringAsync(token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
