using System.Net;

namespace Cluster.Client.Failures;

/// <summary>The gateway refused a request, or could not answer it, and said why.</summary>
public sealed class ClusterApiException : Exception
{
    internal ClusterApiException(HttpStatusCode status, string type, string title, string? detail, TimeSpan? retryAfter)
        : base(detail is null ? title : detail) => (Status, Type, Title, Detail, RetryAfter) = (status, type, title, detail, retryAfter);

    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The stable type of the problem, such as <c>/problems/space-mismatch</c>; <c>about:blank</c> when what answered is no gateway.</summary>
    public string Type { get; }

    /// <summary>What the problem means, in a few words.</summary>
    public string Title { get; }

    /// <summary>What was wrong and what to do.</summary>
    public string? Detail { get; }

    /// <summary>After how long the same request may succeed, where the gateway says so.</summary>
    public TimeSpan? RetryAfter { get; }
}
