using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

/// <summary>What is wrong with a job is said when it is submitted, and nothing is written for it.</summary>
public sealed class RefusedSubmissionTests
{
    [Fact]
    public async Task A_job_that_cannot_work_is_refused_before_anything_is_written()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var pictures = new TemporaryFolder();
        using var models = new TemporaryFolder();
        await File.WriteAllBytesAsync(pictures.Path("red.png"), TinyPng.OfColour(64, 64, 255, 0, 0), token);
        ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), models.Path("demo-clip"));
        ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), models.Path("no-vision"));
        File.Delete(models.Path("no-vision", "onnx", "vision_model.onnx"));

        // The same weights read with another mean are another space.
        ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), models.Path("other-space"));
        var config = models.Path("other-space", "preprocessor_config.json");
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config, token)).Replace("0.48145466", "0.5", StringComparison.Ordinal), token);

        await using var cluster = await ClusterProcess.StartAsync(data.Root, models.Root, token);
        await RefusedAsync("/nowhere/at/all", "a", "demo-clip", HttpStatusCode.NotFound, "corpus-not-found", "/nowhere/at/all");
        await RefusedAsync(pictures.Path("red.png"), "a", "demo-clip", HttpStatusCode.NotFound, "corpus-not-found", "red.png");
        await RefusedAsync(pictures.Root, "a", "no-such-encoder", HttpStatusCode.NotFound, "encoder-not-found", "no-such-encoder");
        await RefusedAsync(pictures.Root, "a", "no-vision", HttpStatusCode.UnprocessableEntity, "model-incomplete", "vision_model.onnx");
        await RefusedAsync(pictures.Root, "a/b", "demo-clip", HttpStatusCode.BadRequest, "invalid-request", "collection");
        Assert.Equal(0, (await cluster.GetAsync("/v1/jobs")).GetProperty("jobs").GetArrayLength());
        Assert.Equal(0, (await cluster.GetAsync("/v1/collections")).GetProperty("collections").GetArrayLength());

        await cluster.SubmitAsync("good", "pictures", pictures.Root, "a", "demo-clip");
        await cluster.UntilOverAsync("good", token);
        await RefusedAsync(pictures.Root, "a", "other-space", HttpStatusCode.Conflict, "space-mismatch", "demo-clip");
        Assert.Equal(1, (await cluster.GetAsync("/v1/jobs")).GetProperty("jobs").GetArrayLength());
        Assert.Equal(1, (await cluster.GetAsync("/v1/collections/a")).GetProperty("points").GetInt64());

        async Task RefusedAsync(string folder, string collection, string encoder, HttpStatusCode status, string code, string mentions)
        {
            using var answer = await cluster.Http.PostAsJsonAsync("/v1/jobs", new { corpus = new { location = folder }, collection, encoder }, token);
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(token)).RootElement;
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.EndsWith(code, problem.GetProperty("type").GetString()!, StringComparison.Ordinal);
            Assert.Contains(mentions, problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        }
    }
}
