using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.ServiceDefaults.Health;

/// <summary>The answer of a health route.</summary>
/// <param name="Status"><c>ready</c>; <c>degraded</c>: it works, but not all of it; <c>unready</c>: no work can be given to it.</param>
/// <param name="Checks">What was looked at.</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<HealthCheckView> Checks)
{
    internal static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new HealthAnswer(
            Word(report.Status),
            [.. report.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry =>
                new HealthCheckView(entry.Key, Word(entry.Value.Status), entry.Value.Description ?? entry.Value.Exception?.Message))]),
        context.RequestAborted);

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "unready",
    };
}
