using System.Net;
using System.Net.Sockets;
using System.Text;
using Cluster.Corpora.Table;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora.Tests.Table;

/// <summary>What names resolve to decides, at each connection anew; names and connections are the test's, so that public addresses can be played.</summary>
public sealed class UrlAddressTests : IDisposable
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");
    private readonly Hosts _hosts = new();
    private readonly UrlFetcher _fetcher;

    public UrlAddressTests() => _fetcher = new UrlFetcher(Options.Create(new TableOptions()), TimeProvider.System, _hosts);

    public void Dispose() => _fetcher.Dispose();

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("192.168.0.9")]
    [InlineData("100.64.0.1")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    public async Task A_name_that_stands_for_a_private_or_link_local_address_is_refused_and_never_connected_to(string address)
    {
        _hosts.Names["shop.example"] = [IPAddress.Parse(address)];
        Assert.Equal(FailureKind.Forbidden, (await FetchAsync("http://shop.example/a.jpg")).Failure?.Kind);
        Assert.Empty(_hosts.Connected);
    }

    [Fact]
    public async Task Of_several_addresses_only_the_public_ones_are_connected_to()
    {
        _hosts.Names["shop.example"] = [IPAddress.Parse("10.0.0.1"), Public];
        Assert.Equal(Hosts.Body, (await FetchAsync("http://shop.example/a.jpg")).Bytes.ToArray());
        Assert.Equal([Public], _hosts.Connected);
    }

    [Fact]
    public async Task A_name_that_is_rebound_after_it_was_looked_up_is_looked_up_once_a_connection_and_refused_at_the_next()
    {
        // Public when it is looked up first, this host's own metadata service from then on.
        _hosts.Names["shop.example"] = [Public];
        _hosts.OnResolved = () => _hosts.Names["shop.example"] = [IPAddress.Parse("169.254.169.254")];
        Assert.Null((await FetchAsync("http://shop.example/a.jpg")).Failure);
        Assert.Equal(FailureKind.Forbidden, (await FetchAsync("http://shop.example/a.jpg")).Failure?.Kind);
        Assert.Equal([Public], _hosts.Connected);
        Assert.Equal(2, _hosts.Resolved);
    }

    [Fact]
    public async Task A_redirect_below_an_allowed_prefix_whose_name_is_private_is_refused()
    {
        _hosts.Names["shop.example"] = [Public];
        _hosts.Names["inside.example"] = [IPAddress.Parse("192.168.7.7")];
        _hosts.RedirectTo = "http://inside.example/a.jpg";
        var read = await FetchAsync("http://shop.example/a.jpg", "http://shop.example/", "http://inside.example/");
        Assert.Equal(FailureKind.Forbidden, read.Failure?.Kind);
        Assert.Contains("private", read.Failure!.Detail, StringComparison.Ordinal);
        Assert.Equal([Public], _hosts.Connected);
    }

    [Theory]
    [InlineData("http://elsewhere.example/a.jpg")]
    [InlineData("https://shop.example/a.jpg")]
    [InlineData("http://shop.example:8080/a.jpg")]
    [InlineData("http://user@shop.example/a.jpg")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_out_of_the_allowed_prefixes_is_refused_and_never_looked_up(string target)
    {
        _hosts.Names["shop.example"] = [Public];
        _hosts.Names["elsewhere.example"] = [Public];
        _hosts.RedirectTo = target;
        Assert.Equal(FailureKind.Forbidden, (await FetchAsync("http://shop.example/a.jpg", "http://shop.example/")).Failure?.Kind);
        Assert.Equal(1, _hosts.Resolved);
    }

    private ValueTask<BlobRead> FetchAsync(string url, params string[] allowed) => _fetcher.FetchAsync(
        url, [.. (allowed.Length == 0 ? ["http://shop.example/"] : allowed).Select(static prefix => new Uri(prefix))], "v1", 1_000, TestContext.Current.CancellationToken);

    /// <summary>Names as told; whatever is connected to answers one request and hangs up.</summary>
    private sealed class Hosts : HostConnector
    {
        public static byte[] Body => [1, 2, 3];

        public Dictionary<string, IPAddress[]> Names { get; } = [];

        public List<IPAddress> Connected { get; } = [];

        public int Resolved { get; private set; }

        public Action? OnResolved { get; set; }

        public string? RedirectTo { get; set; }

        public override Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            Resolved++;
            var addresses = Names.TryGetValue(host, out var known) ? known : throw new SocketException((int)SocketError.HostNotFound);
            OnResolved?.Invoke();
            return Task.FromResult(addresses);
        }

        public override async ValueTask<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
        {
            Connected.AddRange(addresses);
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var accepting = listener.AcceptSocketAsync(cancellationToken);
            var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(listener.LocalEndpoint, cancellationToken);
            _ = AnswerAsync(await accepting);
            return new NetworkStream(client, ownsSocket: true);
        }

        private async Task AnswerAsync(Socket socket)
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var request = new byte[4_096];
            _ = await stream.ReadAsync(request);
            var head = RedirectTo is { } target
                ? $"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                : $"HTTP/1.1 200 OK\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            await stream.WriteAsync(RedirectTo is null ? Body : []);
        }
    }
}
