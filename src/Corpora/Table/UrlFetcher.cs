using System.Net;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Options;

namespace Cluster.Corpora.Table;

/// <summary>
/// Fetches images by URL, from allowed prefixes only. The address that a host name resolves to is checked where the connection is made, so
/// that no name can lead to this host or its network; each redirect is checked like the first URL.
/// </summary>
public sealed class UrlFetcher : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpClient _client;
    private readonly TableOptions _options;
    private readonly TimeProvider _time;
    private readonly HostConnector _hosts;

    /// <summary>Makes the one client of this process.</summary>
    public UrlFetcher(IOptions<TableOptions> options, TimeProvider time)
        : this(options, time, new HostConnector())
    {
    }

    internal UrlFetcher(IOptions<TableOptions> options, TimeProvider time, HostConnector hosts)
    {
        _hosts = hosts;
        _options = options.Value;
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The bytes behind the URL, or why there are none.</summary>
    internal async ValueTask<BlobRead> FetchAsync(string url, IReadOnlyList<Uri> allowed, string etag, long maxBytes, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.FetchTimeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return Uri.TryCreate(url, UriKind.Absolute, out var target)
                ? await FollowAsync(target, allowed, etag, maxBytes, stop.Token)
                : BlobRead.Failed(FailureKind.Forbidden, "The URL is not valid.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return BlobRead.Failed(FailureKind.TimedOut, $"The host did not send the image within {_options.FetchTimeout.TotalSeconds} s.");
        }
        catch (HttpRequestException e) when (e.InnerException is PrivateAddressException)
        {
            return BlobRead.Failed(FailureKind.Forbidden, $"The host's address is private; allow it in {TableOptions.Section}:{nameof(_options.PrivateHosts)} if that is meant.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return BlobRead.Failed(FailureKind.Unavailable, "The host cannot be reached now, or broke off.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>Whether the URL lies below one of the prefixes: same scheme, host and port, and a path that starts with the prefix's.</summary>
    internal static bool IsAllowed(Uri url, IReadOnlyList<Uri> allowed) => url.UserInfo.Length == 0 && allowed.Any(prefix =>
        Uri.Compare(url, prefix, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
        && url.AbsolutePath.StartsWith(prefix.AbsolutePath, StringComparison.Ordinal));

    private async ValueTask<BlobRead> FollowAsync(Uri url, IReadOnlyList<Uri> allowed, string etag, long maxBytes, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            if (!IsAllowed(url, allowed))
            {
                return BlobRead.Failed(FailureKind.Forbidden, $"'{url.Host}' or its path is not among the corpus's allowed URLs.");
            }

            using var response = await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                url = new Uri(url, location);
                continue;
            }

            return response.StatusCode switch
            {
                HttpStatusCode.OK => await BodyAsync(response, etag, maxBytes, cancellationToken),
                HttpStatusCode.NotFound or HttpStatusCode.Gone => BlobRead.Failed(FailureKind.Gone, "The host no longer has the image."),
                HttpStatusCode.TooManyRequests => BlobRead.Failed(FailureKind.Overloaded, "The host asks for fewer requests."),
                >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => BlobRead.Failed(
                    FailureKind.Unavailable, $"The host answers {(int)response.StatusCode}."),
                _ => BlobRead.Failed(FailureKind.Forbidden, $"The host refuses the image ({(int)response.StatusCode})."),
            };
        }

        return BlobRead.Failed(FailureKind.Forbidden, $"The URL redirects more than {MaxRedirects} times.");
    }

    private static async ValueTask<BlobRead> BodyAsync(HttpResponseMessage response, string etag, long maxBytes, CancellationToken cancellationToken)
    {
        var length = response.Content.Headers.ContentLength;
        if (length > Math.Min(maxBytes, Array.MaxLength))
        {
            return BlobRead.Failed(FailureKind.TooManyBytes, $"The image has {length} bytes; the limit is {maxBytes}.");
        }

        // Without an announced length the memory grows with what arrives, up to the limit.
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream((int)(length ?? 0));
        var buffer = new byte[81_920];
        while (await body.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (bytes.Length + count > Math.Min(maxBytes, Array.MaxLength))
            {
                return BlobRead.Failed(FailureKind.TooManyBytes, $"The image has more than {maxBytes} bytes.");
            }

            bytes.Write(buffer, 0, count);
        }

        return BlobRead.Of(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), etag);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        // Connected to are the very addresses that were looked at: a name that stands for another one a moment later changes nothing.
        var addresses = await _hosts.ResolveAsync(host, cancellationToken);
        if (!_options.PrivateHosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            addresses = Array.FindAll(addresses, PublicAddress.Is);
            if (addresses.Length == 0)
            {
                throw new PrivateAddressException();
            }
        }

        return await _hosts.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
    }

    private sealed class PrivateAddressException() : IOException("The host has no public address.");
}
