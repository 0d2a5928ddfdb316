using System.Net.Http.Json;

namespace Cluster.Client.Tags;

/// <summary>Tag jobs.</summary>
public sealed class TagJobClient
{
    private readonly GatewayTransport _gateway;

    internal TagJobClient(GatewayTransport gateway) => _gateway = gateway;

    /// <summary>Submits a tag job; the same id and job again answers with the job as it stands.</summary>
    public Task<TagJob> SubmitAsync(TagJobSubmission job, CancellationToken cancellationToken = default) => _gateway.CreateAsync(
        "v1/tag-jobs", JsonContent.Create(job, GatewayJson.Default.TagJobSubmission), GatewayJson.Default.TagJob, cancellationToken);

    /// <summary>A tag job as it stands.</summary>
    public Task<TagJob> ShowAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/tag-jobs/{Uri.EscapeDataString(id)}", null, GatewayJson.Default.TagJob, cancellationToken);

    /// <summary>Ends a tag job for good.</summary>
    public Task<TagJob> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Post, $"v1/tag-jobs/{Uri.EscapeDataString(id)}/cancel", null, GatewayJson.Default.TagJob, cancellationToken);

    /// <summary>The tag job now and whenever it changes, until it is over.</summary>
    public IAsyncEnumerable<TagJob> WatchAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.WatchAsync($"v1/tag-jobs/{Uri.EscapeDataString(id)}/events", GatewayJson.Default.TagJob, cancellationToken);
}
