using System.Net;
using System.Text.Json;
using Cluster.Gateway.Tests.Access;
using Cluster.TestSupport;

namespace Cluster.Gateway.Tests.SentAgain;

[Collection<KeyedCollection>]
public sealed class RestartTests
{
    [Fact]
    public async Task After_a_restart_the_same_request_meets_what_it_made_before_and_no_second_first_key_is_shown()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var pictures = new TemporaryFolder();
        await File.WriteAllBytesAsync(pictures.Path("red.png"), TinyPng.OfColour(64, 64, 255, 0, 0), token);
        var job = new { corpus = new { location = pictures.Root }, collection = "few", encoder = "demo-clip" };
        var (host, console) = await KeyedGateway.StartAsync(data);
        var admin = KeyedGateway.KeyOn(console);
        Assert.NotEmpty(admin);
        string before, duplicates;
        await using (host)
        {
            var id = (await SendAsync(host, HttpStatusCode.Accepted, "/v1/jobs", job)).GetProperty("id").GetString()!;
            while (!(await host.AskAsync(HttpMethod.Get, $"/v1/jobs/{id}", key: admin, cancellationToken: token)).GetProperty("isOver").GetBoolean())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), token);
            }

            before = (await SendAsync(host, HttpStatusCode.Accepted, "/v1/jobs", job)).ToString();
            duplicates = (await SendAsync(host, HttpStatusCode.Accepted, "/v1/collections/few/duplicates", null)).GetProperty("id").GetString()!;
            await SendAsync(host, HttpStatusCode.Created, "/v1/keys", new { name = "shop", scope = "read" });
        }

        var (again, silence) = await KeyedGateway.StartAsync(data);
        await using (again)
        {
            Assert.DoesNotContain("eck_", silence, StringComparison.Ordinal);
            Assert.Equal(before, (await SendAsync(again, HttpStatusCode.Accepted, "/v1/jobs", job)).ToString());
            Assert.Equal(duplicates, (await SendAsync(again, HttpStatusCode.Accepted, "/v1/collections/few/duplicates", null)).GetProperty("id").GetString());
            await SendAsync(again, HttpStatusCode.Conflict, "/v1/keys", new { name = "shop", scope = "read" });
            await SendAsync(again, HttpStatusCode.Conflict, "/v1/jobs", new { job.corpus, job.collection, job.encoder, weight = 3 });
        }

        async Task<JsonElement> SendAsync(GatewayHost to, HttpStatusCode status, string address, object? body)
        {
            using var answer = await to.PostAsync(address, body, "the order", admin, token);
            var text = await answer.Content.ReadAsStringAsync(token);
            Assert.True(answer.StatusCode == status, $"{address}: {(int)answer.StatusCode} {text}");
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
