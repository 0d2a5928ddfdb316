using System.Net;
using System.Text;

namespace Cluster.Gateway.Tests.Access;

[Collection<KeyedCollection>]
public sealed class KeyTests(KeyedGateway gateway)
{
    [Fact]
    public async Task The_first_key_is_shown_on_the_console_once_and_admits_to_everything()
    {
        Assert.Single(gateway.Console.Split('\n'), static line => line.Contains("eck_", StringComparison.Ordinal));
        var keys = await gateway.Host.AskAsync(HttpMethod.Get, "/v1/keys", key: gateway.Admin);
        Assert.Equal("first", keys.GetProperty("keys")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task No_secret_is_stored_or_listed()
    {
        var key = await gateway.IssueAsync("read");
        var secret = key.Split('_')[2];
        var listed = await gateway.Host.AskAsync(HttpMethod.Get, "/v1/keys", key: gateway.Admin);
        Assert.DoesNotContain(secret, listed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hash", listed.ToString(), StringComparison.OrdinalIgnoreCase);
        await gateway.Host.SendAsync(HttpMethod.Get, "/v1/jobs", key: key);
        // A lock holds nothing, and nobody else can open it.
        foreach (var file in Directory.GetFiles(gateway.Host.Data, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.False((await reader.ReadToEndAsync()).Contains(secret, StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public async Task A_rotated_key_takes_both_secrets_for_the_grace_and_one_after_none()
    {
        var old = await gateway.IssueAsync("read");
        var id = old.Split('_')[1];
        var renewed = await RotateAsync(id, 600);
        Assert.NotEqual(old, renewed);
        await gateway.Host.AskAsync(HttpMethod.Get, "/v1/jobs", key: old);
        await gateway.Host.AskAsync(HttpMethod.Get, "/v1/jobs", key: renewed);

        var last = await RotateAsync(id, 0);
        await gateway.Host.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "/v1/jobs", key: old);
        await gateway.Host.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "/v1/jobs", key: renewed);
        await gateway.Host.AskAsync(HttpMethod.Get, "/v1/jobs", key: last);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_the_last_administrator_cannot_be_revoked()
    {
        var key = await gateway.IssueAsync("write");
        await gateway.Host.AskAsync(HttpMethod.Get, "/v1/jobs", key: key);
        await gateway.Host.AskAsync(HttpMethod.Delete, $"/v1/keys/{key.Split('_')[1]}", key: gateway.Admin);
        await gateway.Host.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "/v1/jobs", key: key);
        await gateway.Host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, $"/v1/keys/{key.Split('_')[1]}", key: gateway.Admin);

        var keys = (await gateway.Host.AskAsync(HttpMethod.Get, "/v1/keys", key: gateway.Admin)).GetProperty("keys").EnumerateArray();
        var administrators = keys.Count(static other => other.GetProperty("scope").GetString() == "admin" && other.GetProperty("collections").GetArrayLength() == 0);
        Assert.Equal(1, administrators);
        await gateway.Host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Delete, $"/v1/keys/{gateway.Admin.Split('_')[1]}", key: gateway.Admin);
    }

    [Fact]
    public async Task A_key_past_its_end_is_refused()
    {
        var soon = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 700);
        var made = await gateway.Host.AskAsync(HttpMethod.Post, "/v1/keys", new { name = "short", scope = "read", expiresAt = soon }, gateway.Admin);
        var key = made.GetProperty("key").GetString();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (TimeProvider.System.GetUtcNow() <= soon)
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        await gateway.Host.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "/v1/jobs", key: key);
    }

    [Theory]
    [InlineData("""{"name":"x","scope":"god"}""", "$.scope")]
    [InlineData("""{"name":"","scope":"read"}""", "$.name")]
    [InlineData("""{"name":"x","scope":"read","collections":[]}""", "$.collections")]
    [InlineData("""{"name":"x","scope":"read","collections":["a b"]}""", "$.collections")]
    [InlineData("""{"name":"x","scope":"read","expiresAt":"2001-01-01T00:00:00Z"}""", "$.expiresAt")]
    [InlineData("""{"name":"x","scope":"read","concurrency":0}""", "$.concurrency")]
    [InlineData("""{"name":"x","scope":"read","colour":"red"}""", "$.colour")]
    public async Task A_key_that_cannot_be_made_names_the_field(string body, string field)
    {
        var problem = await gateway.Host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "/v1/keys", body, gateway.Admin);
        Assert.Contains(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<string> RotateAsync(string id, int graceSeconds) =>
        (await gateway.Host.AskAsync(HttpMethod.Post, $"/v1/keys/{id}/rotate", new { graceSeconds }, gateway.Admin)).GetProperty("key").GetString()!;
}
