using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class QueryTests
{
    [Fact]
    public async Task A_picture_finds_itself_by_upload_and_by_point_and_shows_its_thumbnail()
    {
        var token = TestContext.Current.CancellationToken;
        var hats = SharedData.Path("datasets", "clothing", "test", "hat");
        var photograph = Directory.GetFiles(hats).Order(StringComparer.Ordinal).First();
        using var data = new TemporaryFolder();
        await using var cluster = await ClusterProcess.StartAsync(data.Root, SharedData.Path("models"), token);
        await cluster.SubmitAsync("hats", "hats", hats, "hats", "standin-dual-encoder");
        await cluster.UntilOverAsync("hats", token);

        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(await File.ReadAllBytesAsync(photograph, token));
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(file, "image", "query.jpg");
        var hit = (await PostAsync(cluster, "/v1/collections/hats/search/image", form, token)).GetProperty("hits")[0];
        Assert.Equal(Path.GetFileName(photograph), hit.GetProperty("key").GetString());
        Assert.InRange(hit.GetProperty("score").GetDouble(), 0.999, 1.001);

        // By its id it finds the others, and not itself.
        var id = hit.GetProperty("id").GetString()!;
        var others = (await cluster.GetAsync($"/v1/collections/hats/points/{id}/similar?limit=5")).GetProperty("hits");
        Assert.Equal(5, others.GetArrayLength());
        Assert.DoesNotContain(others.EnumerateArray(), other => other.GetProperty("id").GetString() == id);

        using var thumbnail = await cluster.Http.GetAsync($"/v1/collections/hats/thumbnail?key={Uri.EscapeDataString(hit.GetProperty("key").GetString()!)}", token);
        Assert.Equal("image/jpeg", thumbnail.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await thumbnail.Content.ReadAsByteArrayAsync(token));
        using var outside = await cluster.Http.GetAsync($"/v1/collections/hats/thumbnail?key={Uri.EscapeDataString("../dress/" + Path.GetFileName(photograph))}", token);
        Assert.InRange((int)outside.StatusCode, 400, 499);
        Assert.Equal("application/problem+json", outside.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_query_that_cannot_be_asked_gets_a_problem_document_that_says_why()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        using var pictures = new TemporaryFolder();
        await File.WriteAllBytesAsync(pictures.Path("red.png"), TinyPng.OfColour(64, 64, 255, 0, 0), token);
        await cluster.SubmitAsync("one", "one", pictures.Root, "one", "demo-clip");
        await cluster.UntilOverAsync("one", token);
        await RefusedAsync("/v1/collections/none/search", """{"text": "a mug"}""", HttpStatusCode.NotFound, "none");
        await RefusedAsync("/v1/collections/one/search", "{}", HttpStatusCode.BadRequest, "text");
        await RefusedAsync("/v1/collections/one/search", """{"text": "a mug", "limit": 100000}""", HttpStatusCode.BadRequest, "limit");
        await RefusedAsync("/v1/collections/one/search", """{"text": """, HttpStatusCode.BadRequest, "JSON");
        await RefusedAsync("/v1/collections/one/search", """{"image": "aGVsbG8="}""", HttpStatusCode.UnprocessableEntity, "");

        async Task RefusedAsync(string path, string body, HttpStatusCode status, string mentions)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await cluster.Http.PostAsync(path, content, token);
            var text = await answer.Content.ReadAsStringAsync(token);
            Assert.True(status == answer.StatusCode, $"{body}: {(int)answer.StatusCode} {text}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains(mentions, JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_openapi_document_names_every_route_and_problem_answers_for_each()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        var document = await cluster.GetAsync("/openapi/v1.json");
        var paths = document.GetProperty("paths");
        Assert.All(
            ["/v1/jobs", "/v1/jobs/{id}", "/v1/jobs/{id}/pause", "/v1/jobs/{id}/resume", "/v1/jobs/{id}/cancel", "/v1/jobs/{id}/quarantine",
             "/v1/collections", "/v1/collections/{collection}/search", "/v1/collections/{collection}/search/image", "/v1/collections/{collection}/thumbnail", "/v1/models"],
            path => Assert.True(paths.TryGetProperty(path, out _), $"{path} is not in the document"));
        foreach (var operation in paths.EnumerateObject().SelectMany(static path => path.Value.EnumerateObject()))
        {
            Assert.NotEmpty(operation.Value.GetProperty("operationId").GetString()!);
            Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            Assert.True(
                operation.Value.GetProperty("responses").EnumerateObject().Any(static response =>
                    response.Name[0] is '4' or '5' or 'd' && response.Value.TryGetProperty("content", out var content) && content.TryGetProperty("application/problem+json", out _)),
                $"{operation.Value.GetProperty("operationId")} does not say how it refuses");
        }
    }

    private static async Task<JsonElement> PostAsync(ClusterProcess cluster, string path, HttpContent content, CancellationToken token)
    {
        using var answer = await cluster.Http.PostAsync(path, content, token);
        var text = await answer.Content.ReadAsStringAsync(token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
