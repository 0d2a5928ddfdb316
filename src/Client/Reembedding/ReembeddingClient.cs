using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Cluster.Client.Reembedding;

/// <summary>Changing the encoder of live collections. Faults are thrown as by <see cref="ClusterClient"/>.</summary>
public sealed class ReembeddingClient
{
    private readonly GatewayTransport _gateway;

    internal ReembeddingClient(GatewayTransport gateway) => _gateway = gateway;

    /// <summary>What a re-embedding would do and take; writes nothing.</summary>
    public Task<ReembeddingPlan> PlanAsync(string collection, ReembeddingOrder order, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post, Address(collection, "/plan"), Body(order), GatewayJson.Default.ReembeddingPlan, cancellationToken);

    /// <summary>Starts one, or takes up one whose gates refused.</summary>
    public Task<ReembeddingStatus> StartAsync(string collection, ReembeddingOrder order, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post, Address(collection, ""), Body(order), GatewayJson.Default.ReembeddingStatus, cancellationToken);

    /// <summary>The running one, or the last.</summary>
    public Task<ReembeddingStatus> ShowAsync(string collection, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, Address(collection, ""), null, GatewayJson.Default.ReembeddingStatus, cancellationToken);

    /// <summary>The running one now and whenever it changes, until it is over or waits for a person.</summary>
    public IAsyncEnumerable<ReembeddingStatus> WatchAsync(string collection, CancellationToken cancellationToken = default) =>
        _gateway.WatchAsync(Address(collection, "/events"), GatewayJson.Default.ReembeddingStatus, cancellationToken);

    /// <summary>Makes the old generation live again.</summary>
    public Task<ReembeddingStatus> RollBackAsync(string collection, string? askedBy = null, CancellationToken cancellationToken = default) =>
        AskAsync(collection, "/rollback", askedBy, cancellationToken);

    /// <summary>Gives up before the cut-over.</summary>
    public Task<ReembeddingStatus> CancelAsync(string collection, string? askedBy = null, CancellationToken cancellationToken = default) =>
        AskAsync(collection, "/cancel", askedBy, cancellationToken);

    /// <summary>Ends the retention of the old generation now.</summary>
    public Task<ReembeddingStatus> FinishAsync(string collection, string? askedBy = null, CancellationToken cancellationToken = default) =>
        AskAsync(collection, "/finish", askedBy, cancellationToken);

    /// <summary>The report of the last verification, <c>html</c> or <c>json</c>.</summary>
    public Task<byte[]> ReadReportAsync(string collection, string format = "html", CancellationToken cancellationToken = default) =>
        _gateway.ReadBytesAsync(Address(collection, $"/report?format={Uri.EscapeDataString(format)}"), cancellationToken);

    private Task<ReembeddingStatus> AskAsync(string collection, string verb, string? askedBy, CancellationToken cancellationToken) => _gateway.ReadAsync(
        HttpMethod.Post,
        Address(collection, verb),
        JsonContent.Create(new AskedBy(askedBy), GatewayJson.Default.AskedBy),
        GatewayJson.Default.ReembeddingStatus,
        cancellationToken);

    private static string Address(string collection, string rest) => $"v1/collections/{Uri.EscapeDataString(collection)}/reembedding{rest}";

    // With its length: a gateway counts a body that does not say how long it is as the longest that the route takes.
    private static ByteArrayContent Body(ReembeddingOrder order) => new(JsonSerializer.SerializeToUtf8Bytes(order, GatewayJson.Default.ReembeddingOrder))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };
}
