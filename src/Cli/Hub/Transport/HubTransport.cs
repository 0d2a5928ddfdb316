using System.Net.Http.Headers;

namespace Cluster.Cli.Hub.Transport;

/// <summary>
/// One request to the hub, redirects followed by hand: the token goes to the endpoint's own scheme, host and port and nowhere else,
/// because hubs redirect downloads to storage of others.
/// </summary>
internal sealed class HubTransport : IDisposable
{
    private const int Redirects = 6;
    private readonly HubOptions _hub;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public HubTransport(HubOptions hub, TimeProvider time)
    {
        (_hub, _time) = (hub, time);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
        {
            // Of the headers; bodies are watched where they are read.
            Timeout = TimeSpan.FromSeconds(60),
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("embedding-cluster", typeof(HubTransport).Assembly.GetName().Version?.ToString(3)));
    }

    /// <summary>A successful answer whose body is not read yet, for the caller to dispose of.</summary>
    /// <param name="address">Where.</param>
    /// <param name="from">First byte wanted; 0 for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HubStatusException">No success.</exception>
    /// <exception cref="HttpRequestException">The hub cannot be reached.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri address, long from, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= Redirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (from > 0)
            {
                request.Headers.Range = new RangeHeaderValue(from, null);
            }

            if (_hub.Token is { } token && IsOwn(address))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            var response = await SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                address = Next(address, response) ?? throw FaultOf(response);
            }
        }

        throw new CliException(ExitCode.Failed, $"The hub redirects in circles; check HF_ENDPOINT ({_hub}).");
    }

    /// <summary>Whether an address is the hub itself, not storage of others.</summary>
    public bool IsOwn(Uri address) =>
        address.Scheme == _hub.Endpoint.Scheme && address.Port == _hub.Endpoint.Port && string.Equals(address.Host, _hub.Endpoint.Host, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("no answer in time", fault);
        }
    }

    private static Uri? Next(Uri from, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
        {
            return null;
        }

        var to = new Uri(from, location);
        return to.Scheme == "https" || (to.Scheme == "http" && from.Scheme == "http")
            ? to
            : throw new CliException(ExitCode.Failed, "The hub redirects from https to an address that is not; nothing is fetched from there.");
    }

    private HubStatusException FaultOf(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        return new HubStatusException(
            response.StatusCode,
            response.Headers.TryGetValues("X-Error-Code", out var codes) ? codes.FirstOrDefault() : null,
            after?.Delta ?? (after?.Date is { } date ? date - _time.GetUtcNow() : null));
    }
}
