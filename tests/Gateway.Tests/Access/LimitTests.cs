using System.Net;
using System.Net.Sockets;
using System.Text;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Standalone;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Gateway.Tests.Access;

[Collection<KeyedCollection>]
public sealed class LimitTests(KeyedGateway gateway)
{
    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_ask_again_and_others_are_not_held_up()
    {
        var made = await gateway.Host.AskAsync(HttpMethod.Post, "/v1/keys", new { name = "slow", scope = "read", requestsPerSecond = 3 }, gateway.Admin);
        var key = made.GetProperty("key").GetString();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 30 && !statuses.Contains(HttpStatusCode.TooManyRequests); i++)
        {
            using var answer = await gateway.Host.SendAsync(HttpMethod.Get, "/v1/models", key: key);
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
            }
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        await gateway.Host.AskAsync(HttpMethod.Get, "/v1/models", key: gateway.Admin);
    }

    [Fact]
    public async Task A_key_with_as_many_requests_open_as_it_may_is_told_to_wait_and_others_are_not_held_up()
    {
        var made = await gateway.Host.AskAsync(HttpMethod.Post, "/v1/keys", new { name = "one by one", scope = "read", concurrency = 1 }, gateway.Admin);
        var key = made.GetProperty("key").GetString()!;
        var (host, port) = (gateway.Host.Http.BaseAddress!.Host, gateway.Host.Http.BaseAddress.Port);
        var open = await OpenAsync();
        try
        {
            HttpStatusCode status;
            do
            {
                if (open.Poll(0, SelectMode.SelectRead))
                {
                    // It was turned away itself, as it came while one of these was under way.
                    open.Dispose();
                    open = await OpenAsync();
                }

                // Until it has arrived there is room.
                using var answer = await gateway.Host.SendAsync(HttpMethod.Get, "/v1/models", key: key);
                status = answer.StatusCode;
                Assert.True(status == HttpStatusCode.OK || answer.Headers.RetryAfter is not null);
            }
            while (status == HttpStatusCode.OK);
            Assert.Equal(HttpStatusCode.TooManyRequests, status);
            await gateway.Host.AskAsync(HttpMethod.Get, "/v1/models", key: gateway.Admin);
        }
        finally
        {
            open.Dispose();
        }

        // When it has gone, there is room again.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await gateway.Host.SendAsync(HttpMethod.Get, "/v1/models", key: key, cancellationToken: limit.Token)).StatusCode != HttpStatusCode.OK)
        {
        }

        // One request is under way: its body is still to come.
        async Task<Socket> OpenAsync()
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host, port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/collections/none/search HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"));
            return socket;
        }
    }

    [Theory]
    [InlineData("00:00:01", "HTTP/1.1 504 ", "/problems/timed-out")]
    [InlineData("00:01:00", "HTTP/1.1 408 ", "/problems/too-slow")]
    public async Task A_body_that_does_not_come_in_time_is_answered_with_a_problem(string timeout, string status, string type)
    {
        await using var host = await GatewayHost.StartAsync([$"--Gateway:RequestTimeout={timeout}"], TestContext.Current.CancellationToken);
        using var slow = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await slow.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
        await slow.SendAsync(Encoding.ASCII.GetBytes("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[8192];
        var answer = Encoding.Latin1.GetString(buffer, 0, await slow.ReceiveAsync(buffer, limit.Token));
        Assert.StartsWith(status, answer, StringComparison.Ordinal);
        Assert.Contains(type, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/models")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/collections/none")]
    [InlineData("/openapi/v1.json")]
    public async Task Every_answer_says_what_browsers_may_do_with_it(string address)
    {
        using var answer = await gateway.Host.SendAsync(HttpMethod.Get, address, key: gateway.Admin);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server") || answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task An_address_that_others_can_reach_is_refused_without_keys()
    {
        var refusal = Assert.Throws<FailureException>(static () => StandaloneHost.Build(["--Standalone:Address=0.0.0.0", "--Standalone:Port=0"]));
        Assert.Contains("Gateway:Access:RequireKeys", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<FailureException>(static () => ListeningRule.Check(IPAddress.Parse("192.0.2.1"), "x", requireKeys: false));
        Assert.Throws<FailureException>(static () => ListeningRule.Check(IPAddress.IPv6Any, "x", requireKeys: false));
        ListeningRule.Check(IPAddress.IPv6Any, "x", requireKeys: true);
        ListeningRule.Check(IPAddress.IPv6Loopback, "x", requireKeys: false);

        // A host that listens more widely in another way than by that setting is held to the rule request by request.
        await using var host = await GatewayHost.StartAsync([], TestContext.Current.CancellationToken, static builder => builder.Services.AddSingleton<IStartupFilter, OutsideAddress>());
        await host.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "/v1/jobs");
        using var page = await host.SendAsync(HttpMethod.Get, "/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Pages_of_other_origins_are_refused_unless_they_are_named()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await StatusFromAsync(gateway.Host, "https://elsewhere.example", gateway.Admin));
        await using var open = await GatewayHost.StartAsync(["--Gateway:Access:Origins:0=https://shop.example"], TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.Forbidden, await StatusFromAsync(open, "https://shop.example", null));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusFromAsync(open, "https://elsewhere.example", null));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/collections/x/search") { Headers = { { "Origin", "https://shop.example" }, { "Access-Control-Request-Method", "POST" } } };
        using var answer = await open.Http.SendAsync(preflight);
        Assert.Equal("https://shop.example", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private static async Task<HttpStatusCode> StatusFromAsync(GatewayHost host, string origin, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs/none/pause") { Headers = { { "Origin", origin } } };
        request.Headers.Authorization = key is null ? null : new("Bearer", key);
        using var answer = await host.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
