using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Cluster.Gateway.Tests.Limits;

public sealed class BodyBudgetTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    // Far below what the largest route takes, so that a body that counts as the largest is refused at once.
    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync(["--Gateway:MaxBodyBytesAtOnce=1048576"], CancellationToken.None);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_small_body_without_a_length_counts_as_what_it_is()
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StatusAsync("""{"text":"a mug"}""", chunked: true)));
        Assert.All(statuses, static status => Assert.Equal(HttpStatusCode.NotFound, status));
    }

    [Fact]
    public async Task A_large_body_is_turned_away_whether_it_says_its_length_or_not_and_gives_back_what_it_took()
    {
        var large = $$"""{"text":"{{new string('x', 2 * 1024 * 1024)}}"}""";
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(large, chunked: true));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(large, chunked: false));
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("""{"text":"a mug"}""", chunked: true));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("""{"text":"a mug"}""", chunked: false));
    }

    private async Task<HttpStatusCode> StatusAsync(string body, bool chunked)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/collections/nowhere/search") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await _host.Http.SendAsync(request);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Contains("/problems/overloaded", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        return answer.StatusCode;
    }
}
