using System.Net;

namespace Cluster.Cli.Hub.Transport;

/// <summary>The hub answered with a status that is no success.</summary>
internal sealed class HubStatusException(HttpStatusCode status, string? code, TimeSpan? retryAfter) : Exception($"HTTP {(int)status}")
{
    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>The hub's own word for the fault, such as <c>GatedRepo</c>.</summary>
    public string? Code { get; } = code;

    /// <summary>After how long the hub wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
