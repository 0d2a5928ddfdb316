using System.Text.Json;

namespace Cluster.Telemetry.Tests;

/// <summary>A span as the dashboard tells it.</summary>
/// <param name="Links">The traces that it links to.</param>
public sealed record Span(string Trace, string Id, string? Parent, string Scope, string Name, IReadOnlyList<string> Links)
{
    public static Span Of(string scope, JsonElement span) => new(
        span.GetProperty("traceId").GetString()!,
        span.GetProperty("spanId").GetString()!,
        span.TryGetProperty("parentSpanId", out var parent) ? parent.GetString() : null,
        scope,
        span.GetProperty("name").GetString()!,
        span.TryGetProperty("links", out var links) ? [.. links.EnumerateArray().Select(static link => link.GetProperty("traceId").GetString()!)] : []);
}
