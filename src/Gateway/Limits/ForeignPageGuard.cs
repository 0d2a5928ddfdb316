using System.Net;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Limits;

/// <summary>
/// Keeps web pages of other sites, open in a browser on this machine, from using the gateway: requests addressed to an unknown host name
/// (a name made to resolve to the loopback address) and writes that another origin sends.
/// </summary>
internal sealed class ForeignPageGuard(RequestDelegate next, IOptions<GatewayOptions> options, IOptions<AccessOptions> access)
{
    private readonly IReadOnlyList<string> _origins = access.Value.Origins;

    // A page that takes the gateway's name for its own still has no key.
    private readonly IReadOnlyList<string> _hosts = options.Value.AllowedHosts is { Count: 0 } && access.Value.RequireKeys ? ["*"] : options.Value.AllowedHosts;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsAllowed(request.Host.Host))
        {
            return Problems.UnknownHost(request.Host.Host).ExecuteAsync(context);
        }

        var writes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        return writes && IsForeign(request) ? Problems.ForeignOrigin().ExecuteAsync(context) : next(context);
    }

    private bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !_origins.Contains(origin)
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.ToUriComponent(), StringComparison.OrdinalIgnoreCase));
    }

    private bool IsAllowed(string host) => _hosts.Count > 0
        ? _hosts.Any(allowed => allowed == "*" || string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase))
        : string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
