using System.Net;
using System.Text;
using Cluster.Corpora.Table;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Tests.Table;

public sealed class UrlFetchTests : IAsyncDisposable
{
    private readonly HttpListener _server = new();
    private readonly Task _serving;
    private readonly string _prefix;

    public UrlFetchTests()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _prefix = $"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        _server.Prefixes.Add(_prefix);
        _server.Start();
        _serving = ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _server.Stop();
        await _serving;
        _server.Close();
    }

    [Theory]
    [InlineData("ok/a.jpg", null)]
    [InlineData("ok/redirect-in", null)]
    [InlineData("ok/redirect-out", FailureKind.Forbidden)]
    [InlineData("ok/loop", FailureKind.Forbidden)]
    [InlineData("ok/../secret/a.jpg", FailureKind.Forbidden)]
    [InlineData("secret/a.jpg", FailureKind.Forbidden)]
    [InlineData("ok/missing", FailureKind.Gone)]
    [InlineData("ok/busy", FailureKind.Unavailable)]
    [InlineData("ok/big", FailureKind.TooManyBytes)]
    [InlineData("ok/big-unannounced", FailureKind.TooManyBytes)]
    public async Task Url_is_read_or_refused_with_its_reason(string path, FailureKind? expected)
    {
        await using var tables = new TableFixture(isParquet: false, new TableOptions { PrivateHosts = ["localhost"] });
        using var read = await ReadAsync(tables, _prefix + path);
        Assert.Equal(expected, read.Failure?.Kind);
        Assert.Equal(expected is null ? [1, 2, 3] : [], read.Bytes.ToArray());
    }

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::1]")]
    [InlineData("http://[::ffff:10.0.0.1]")]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://192.168.1.1")]
    public async Task Private_address_is_refused_where_the_connection_would_be_made(string host)
    {
        await using var tables = new TableFixture(isParquet: false);
        tables.Tables.Write("t.csv", Encoding.UTF8.GetBytes($"url\n{host}/latest\n"));
        var source = tables.Open(10, null, ("urls", host + "/"));
        using var read = await source.ReadAsync(await source.ListImagesAsync(await source.ListPartitionsAsync(null, default).FirstAsync(), null, default).FirstAsync(), 100, default);
        Assert.Equal(FailureKind.Forbidden, read.Failure?.Kind);
        Assert.Contains("private", read.Failure!.Detail, StringComparison.Ordinal);
    }

    private async Task<BlobRead> ReadAsync(TableFixture tables, string url)
    {
        tables.Tables.Write("t.csv", Encoding.UTF8.GetBytes($"url\n{url}\n"));
        var source = tables.Open(10, null, ("urls", _prefix + "ok/"));
        var partition = await source.ListPartitionsAsync(null, default).SingleAsync();
        return await source.ReadAsync(await source.ListImagesAsync(partition, null, default).SingleAsync(), 1_000, default);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _server.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException || !_server.IsListening)
            {
                return;
            }

            using var response = context.Response;
            switch (context.Request.Url!.AbsolutePath)
            {
                case "/ok/redirect-in":
                    response.StatusCode = 302;
                    response.RedirectLocation = "a.jpg";
                    break;
                case "/ok/redirect-out":
                    response.StatusCode = 302;
                    response.RedirectLocation = "/secret/a.jpg";
                    break;
                case "/ok/loop":
                    response.StatusCode = 302;
                    response.RedirectLocation = "/ok/loop";
                    break;
                case "/ok/missing":
                    response.StatusCode = 404;
                    break;
                case "/ok/busy":
                    response.StatusCode = 503;
                    break;
                case "/ok/big" or "/ok/big-unannounced":
                    response.SendChunked = context.Request.Url.AbsolutePath.EndsWith('d');
                    try
                    {
                        if (!response.SendChunked)
                        {
                            response.ContentLength64 = 1_001;
                        }

                        await response.OutputStream.WriteAsync(new byte[1_001]);
                    }
                    catch (HttpListenerException)
                    {
                        // The client hung up at the announced length.
                    }

                    break;
                default:
                    response.ContentLength64 = 3;
                    await response.OutputStream.WriteAsync(new byte[] { 1, 2, 3 });
                    break;
            }
        }
    }
}
