using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cluster.Gateway.Tests.Hostility;

/// <summary>What is wrong below HTTP, by hand over a socket, against a gateway with short limits.</summary>
public sealed class ConnectionTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync(
        ["--Gateway:HeadersTimeout=00:00:01", "--Gateway:MaxWorking=2", "--Gateway:MaxQueued=0", "--Gateway:MaxConnections=200"], CancellationToken.None);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Slow_senders_of_headers_and_bodies_are_cut_off_and_hold_up_nobody()
    {
        var slow = new List<Socket>();
        try
        {
            for (var i = 0; i < 50; i++)
            {
                var socket = await ConnectAsync();
                await socket.SendAsync(Encoding.ASCII.GetBytes(i % 2 == 0
                    ? "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
                    : "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
                slow.Add(socket);
            }

            // There are only two places, and not one of the fifty has taken one.
            for (var i = 0; i < 20; i++)
            {
                await _host.AskAsync(HttpMethod.Get, "/v1/jobs");
            }

            foreach (var socket in slow)
            {
                Assert.True(await EndsAsync(socket), "a slow connection is still open");
            }
        }
        finally
        {
            slow.ForEach(static socket => socket.Dispose());
        }
    }

    [Theory]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /page/..%2f..%2fappsettings.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /page//../style.css/../../secret HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("NONSENSE\r\n\r\n")]
    [InlineData("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n")]
    public async Task A_broken_request_is_refused_and_leaks_nothing(string request)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var answer = await ReadAsync(socket);

        // Another version of HTTP never reaches the gateway; the server answers as RFC 9110, 15.6.6, says (docs/problems.md).
        Assert.Matches(request.Contains("HTTP/9.9", StringComparison.Ordinal) ? "^HTTP/1.1 505 " : "^HTTP/1.1 4[0-9][0-9] ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_headers_is_refused()
    {
        using var many = await ConnectAsync();
        await many.SendAsync(Encoding.ASCII.GetBytes("GET /v1/jobs HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(Enumerable.Range(0, 500).Select(static i => $"X-{i}: y\r\n")) + "\r\n"));
        Assert.Matches("^HTTP/1.1 431 ", await ReadAsync(many));
        using var large = await ConnectAsync();
        await large.SendAsync(Encoding.ASCII.GetBytes($"GET /v1/jobs HTTP/1.1\r\nHost: localhost\r\nX: {new string('y', 60_000)}\r\n\r\n"));
        Assert.Matches("^HTTP/1.1 431 ", await ReadAsync(large));
    }

    [Fact]
    public async Task More_than_can_be_worked_on_is_turned_away_at_once_with_when_to_come_again()
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, 60).Select(async _ =>
        {
            using var answer = await _host.SendAsync(HttpMethod.Get, "/v1/models");
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Assert.Equal(1, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
                Assert.Contains("/problems/overloaded", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }

            return answer.StatusCode;
        }));
        Assert.All(statuses, static status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
        Assert.Contains(HttpStatusCode.OK, statuses);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, statuses);
        await _host.AskAsync(HttpMethod.Get, "/v1/models");
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_host.Http.BaseAddress!.Host, _host.Http.BaseAddress.Port);
        return socket;
    }

    private static async Task<bool> EndsAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, limit.Token) > 0)
            {
            }

            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (text, buffer) = (new StringBuilder(), new byte[8192]);
        try
        {
            for (int count; (count = await socket.ReceiveAsync(buffer, limit.Token)) > 0;)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (SocketException)
        {
            // Reset after the answer.
        }

        return text.ToString();
    }
}
