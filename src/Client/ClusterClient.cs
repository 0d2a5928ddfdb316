using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cluster.Client.Collections;
using Cluster.Client.Encoders;
using Cluster.Client.Failures;
using Cluster.Client.Jobs;
using Cluster.Client.Points;
using Cluster.Client.Planning;
using Cluster.Client.Retrieval;

namespace Cluster.Client;

/// <summary>The gateway's HTTP API, typed. Safe for concurrent use; lives as long as its <see cref="HttpClient"/>.</summary>
/// <remarks>
/// Every method throws <see cref="ClusterApiException"/> when the gateway refuses, <see cref="HttpRequestException"/> when it cannot be reached.
/// </remarks>
/// <param name="http">Its base address is the gateway's.</param>
public sealed class ClusterClient(HttpClient http)
{
    private readonly GatewayTransport _gateway = new(http);

    /// <summary>Submits a job; the same id and job again answers with the job as it stands.</summary>
    public Task<Job> SubmitJobAsync(JobSubmission job, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post, "v1/jobs", JsonContent.Create(job, GatewayJson.Default.JobSubmission), GatewayJson.Default.Job, cancellationToken);

    /// <summary>Jobs, newest first, at most <paramref name="limit"/> (1 to 500).</summary>
    public async Task<IReadOnlyList<Job>> ListJobsAsync(int limit = 50, CancellationToken cancellationToken = default) =>
        (await _gateway.ReadAsync(HttpMethod.Get, $"v1/jobs?limit={limit}", null, GatewayJson.Default.JobPage, cancellationToken)).Jobs;

    /// <summary>A job as it stands.</summary>
    public Task<Job> ShowJobAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/jobs/{Escape(id)}", null, GatewayJson.Default.Job, cancellationToken);

    /// <summary>Stops a running job after a last checkpoint.</summary>
    public Task<Job> PauseJobAsync(string id, CancellationToken cancellationToken = default) => ActAsync(id, "pause", cancellationToken);

    /// <summary>Has a paused or failed job go on from its checkpoints.</summary>
    public Task<Job> ResumeJobAsync(string id, CancellationToken cancellationToken = default) => ActAsync(id, "resume", cancellationToken);

    /// <summary>Ends a job for good; what was written stays.</summary>
    public Task<Job> CancelJobAsync(string id, CancellationToken cancellationToken = default) => ActAsync(id, "cancel", cancellationToken);

    /// <summary>Has a held job delete the points that its pass does not keep.</summary>
    public Task<Job> ConfirmJobAsync(string id, CancellationToken cancellationToken = default) => ActAsync(id, "confirm", cancellationToken);

    /// <summary>Has a held job end without deleting points.</summary>
    public Task<Job> DeclineJobAsync(string id, CancellationToken cancellationToken = default) => ActAsync(id, "decline", cancellationToken);

    /// <summary>Tries the images again that a completed job set aside, for one reason or for all; the job that does it.</summary>
    public Task<Job> RetryJobAsync(string id, string? reason = null, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post, $"v1/jobs/{Escape(id)}/retry{(reason is null ? "" : $"?reason={Escape(reason)}")}", null, GatewayJson.Default.Job, cancellationToken);

    /// <summary>The images that a job set aside, for one reason or for all, page by page.</summary>
    public async IAsyncEnumerable<QuarantinedImage> ListQuarantineAsync(
        string job, string? reason = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = $"v1/jobs/{Escape(job)}/quarantine?limit=1000{(reason is null ? "" : $"&reason={Escape(reason)}")}";
        for (string? cursor = null; ;)
        {
            var page = await _gateway.ReadAsync(
                HttpMethod.Get, asked + (cursor is null ? "" : $"&cursor={Escape(cursor)}"), null, GatewayJson.Default.QuarantinePage, cancellationToken);
            foreach (var image in page.Images)
            {
                yield return image;
            }

            if ((cursor = page.Next) is null)
            {
                yield break;
            }
        }
    }

    /// <summary>The job now and whenever it changes, until it is over. Ends early when the gateway stops; ask again then.</summary>
    public async IAsyncEnumerable<Job> WatchJobAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await _gateway.SendAsync(
            HttpMethod.Get, $"v1/jobs/{Escape(id)}/events", null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var events = SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize(data, GatewayJson.Default.Job));
        await foreach (var item in events.EnumerateAsync(cancellationToken))
        {
            if (item.Data is { } job)
            {
                yield return job;
            }
        }
    }

    /// <summary>Has a silo measure how fast it embeds a sample of a corpus; nothing of it is kept.</summary>
    public Task<Calibration> CalibrateAsync(CalibrationSubmission sample, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post, "v1/calibrations", JsonContent.Create(sample, GatewayJson.Default.CalibrationSubmission), GatewayJson.Default.Calibration, cancellationToken);

    /// <summary>All collections, by name.</summary>
    public async Task<IReadOnlyList<Collection>> ListCollectionsAsync(CancellationToken cancellationToken = default) =>
        (await _gateway.ReadAsync(HttpMethod.Get, "v1/collections", null, GatewayJson.Default.CollectionPage, cancellationToken)).Collections;

    /// <summary>A collection with its number of points.</summary>
    public Task<Collection> ShowCollectionAsync(string name, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/collections/{Escape(name)}", null, GatewayJson.Default.Collection, cancellationToken);

    /// <summary>Drops a collection with all its points; the images stay untouched.</summary>
    public async Task DropCollectionAsync(string name, CancellationToken cancellationToken = default)
    {
        using var response = await _gateway.SendAsync(
            HttpMethod.Delete, $"v1/collections/{Escape(name)}", null, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>Searches by words, a stored point or examples.</summary>
    public Task<SearchResult> SearchAsync(string collection, SearchQuery query, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post,
        $"v1/collections/{Escape(collection)}/search",
        JsonContent.Create(query, GatewayJson.Default.SearchQuery),
        GatewayJson.Default.SearchResult,
        cancellationToken);

    /// <summary>Searches by a picture, which is streamed. Text, point and key of <paramref name="query"/> must be null.</summary>
    public async Task<SearchResult> SearchByImageAsync(
        string collection, Stream image, SearchQuery? query = null, CancellationToken cancellationToken = default)
    {
        using var form = ImageForm.Of(image, query ?? new SearchQuery());
        return await _gateway.ReadAsync(
            HttpMethod.Post, $"v1/collections/{Escape(collection)}/search/image", form, GatewayJson.Default.SearchResult, cancellationToken);
    }

    /// <summary>Takes images down for good: from every generation of the collection and from the lake; later jobs leave them out.</summary>
    public Task<TakedownDone> TakeDownAsync(string collection, TakedownOrder order, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post,
        $"v1/collections/{Escape(collection)}/takedowns",
        JsonContent.Create(order, GatewayJson.Default.TakedownOrder),
        GatewayJson.Default.TakedownDone,
        cancellationToken);

    /// <summary>A point with its whole payload.</summary>
    public Task<Point> ShowPointAsync(string collection, string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/collections/{Escape(collection)}/points/{Escape(id)}", null, GatewayJson.Default.Point, cancellationToken);

    /// <summary>All encoders whose model folders are complete.</summary>
    public async Task<IReadOnlyList<Model>> ListModelsAsync(CancellationToken cancellationToken = default) =>
        (await _gateway.ReadAsync(HttpMethod.Get, "v1/models", null, GatewayJson.Default.ModelPage, cancellationToken)).Models;

    /// <summary>An encoder, by name or <c>name@version</c>.</summary>
    public Task<Model> ShowModelAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/models/{Escape(id)}", null, GatewayJson.Default.Model, cancellationToken);

    private Task<Job> ActAsync(string id, string verb, CancellationToken cancellationToken) =>
        _gateway.ReadAsync(HttpMethod.Post, $"v1/jobs/{Escape(id)}/{verb}", null, GatewayJson.Default.Job, cancellationToken);

    private static string Escape(string part) => Uri.EscapeDataString(part);
}
