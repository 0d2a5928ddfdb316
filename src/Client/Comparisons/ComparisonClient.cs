using System.Net.Http.Headers;
using System.Text.Json;

namespace Cluster.Client.Comparisons;

/// <summary>Comparing encoders on the pictures of a collection. Faults are thrown as by <see cref="ClusterClient"/>.</summary>
public sealed class ComparisonClient
{
    private readonly GatewayTransport _gateway;

    internal ComparisonClient(GatewayTransport gateway) => _gateway = gateway;

    /// <summary>Starts one.</summary>
    public Task<Comparison> StartAsync(string collection, ComparisonOrder order, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post, Address(collection, ""), Body(order), GatewayJson.Default.Comparison, cancellationToken);

    /// <summary>How far it is.</summary>
    public Task<Comparison> ShowAsync(string collection, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, Address(collection, ""), null, GatewayJson.Default.Comparison, cancellationToken);

    /// <summary>The running one now and whenever it changes, until it is over.</summary>
    public IAsyncEnumerable<Comparison> WatchAsync(string collection, CancellationToken cancellationToken = default) =>
        _gateway.WatchAsync(Address(collection, "/events"), GatewayJson.Default.Comparison, cancellationToken);

    /// <summary>The report of the last one, <c>html</c> or <c>json</c>.</summary>
    public Task<byte[]> ReadReportAsync(string collection, string format = "html", CancellationToken cancellationToken = default) =>
        _gateway.ReadBytesAsync(Address(collection, $"/report?format={Uri.EscapeDataString(format)}"), cancellationToken);

    private static string Address(string collection, string rest) => $"v1/collections/{Uri.EscapeDataString(collection)}/comparison{rest}";

    // With its length: a gateway counts a body that does not say how long it is as the longest that the route takes.
    private static ByteArrayContent Body(ComparisonOrder order) => new(JsonSerializer.SerializeToUtf8Bytes(order, GatewayJson.Default.ComparisonOrder))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };
}
