using System.Net;
using System.Text.Json;
using Cluster.Gateway.Tests.Access;

namespace Cluster.Gateway.Tests.SentAgain;

/// <summary>A secret is shown once, so a key asked for again is not made again, nor shown.</summary>
[Collection<KeyedCollection>]
public sealed class KeysSentAgainTests(KeyedGateway gateway)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_asked_for_by_many_at_once_is_made_once_and_the_others_are_told_what_to_do()
    {
        using var wrong = await IssueAsync(new { name = "shop-once", scope = "god" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => IssueAsync(new { name = "shop-once", scope = "read" })));
        var made = Assert.Single(answers, static answer => answer.StatusCode == HttpStatusCode.Created);
        var key = (await ReadAsync(made)).GetProperty("key").GetString()!;
        foreach (var told in answers.Where(answer => answer != made))
        {
            var problem = await ReadAsync(told);
            Assert.Equal(HttpStatusCode.Conflict, told.StatusCode);
            Assert.Contains(key.Split('_')[1], problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain(key.Split('_')[2], problem.ToString(), StringComparison.Ordinal);
        }

        Assert.Single((await gateway.Host.AskAsync(HttpMethod.Get, "/v1/keys", key: gateway.Admin)).GetProperty("keys").EnumerateArray(), static one => one.GetProperty("name").GetString() == "shop-once");

        // Where the only answer was lost, a new secret is had by the id that the refusal names.
        var renewed = (await gateway.Host.AskAsync(HttpMethod.Post, $"/v1/keys/{key.Split('_')[1]}/rotate", new { graceSeconds = 0 }, gateway.Admin)).GetProperty("key").GetString();
        await gateway.Host.AskAsync(HttpMethod.Get, "/v1/jobs", key: renewed);
        await gateway.Host.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "/v1/jobs", key: key);
    }

    [Fact]
    public async Task The_same_word_of_two_callers_is_two_keys()
    {
        var answers = new List<string>();
        foreach (var caller in new[] { await gateway.IssueAsync("read"), await gateway.IssueAsync("read") })
        {
            using var answer = await gateway.Host.PostAsync("/v1/collections/none/duplicates", null, "the same", caller, Token);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            answers.Add((await ReadAsync(answer)).GetProperty("id").GetString()!);
        }

        Assert.NotEqual(answers[0], answers[1]);
    }

    private Task<HttpResponseMessage> IssueAsync(object body) => gateway.Host.PostAsync("/v1/keys", body, "for the shop", gateway.Admin, Token);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
}
