using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cluster.Client.Access;
using Cluster.Client.Classification;
using Cluster.Client.Collections;
using Cluster.Client.Corpora;
using Cluster.Client.Embeddings;
using Cluster.Client.Comparisons;
using Cluster.Client.Encoders;
using Cluster.Client.Encoders.Tuning;
using Cluster.Client.Encoders.Verification;
using Cluster.Client.Failures;
using Cluster.Client.Jobs;
using Cluster.Client.Operations;
using Cluster.Client.Points;
using Cluster.Client.Planning;
using Cluster.Client.Recommendations;
using Cluster.Client.Reembedding;
using Cluster.Client.Retrieval;
using Cluster.Client.Shoppers;
using Cluster.Client.Tags;

namespace Cluster.Client;

/// <summary>The gateway's HTTP API, typed. Safe for concurrent use; lives as long as its <see cref="HttpClient"/>.</summary>
/// <remarks>
/// Every method throws <see cref="ClusterApiException"/> when the gateway refuses, <see cref="HttpRequestException"/> when it cannot be reached.
/// </remarks>
/// <param name="http">Its base address is the gateway's.</param>
public sealed class ClusterClient(HttpClient http)
{
    private readonly GatewayTransport _gateway = new(http);

    /// <summary>Shoppers.</summary>
    public ShopperClient Shoppers => new(_gateway);

    /// <summary>Tag jobs.</summary>
    public TagJobClient TagJobs => new(_gateway);

    /// <summary>Adding, changing and deleting single points.</summary>
    public PointClient Points => new(_gateway);

    /// <summary>Keys, for administrators.</summary>
    public KeyClient Keys => new(_gateway);

    /// <summary>Changing the encoder of live collections.</summary>
    public ReembeddingClient Reembedding => new(_gateway);

    /// <summary>Comparing encoders on the pictures of a collection.</summary>
    public ComparisonClient Comparison => new(_gateway);

    /// <summary>Submits a job; the same id and job again answers with the job as it stands.</summary>
    public Task<Job> SubmitJobAsync(JobSubmission job, CancellationToken cancellationToken = default) => _gateway.CreateAsync(
        "v1/jobs", JsonContent.Create(job, GatewayJson.Default.JobSubmission), GatewayJson.Default.Job, cancellationToken);

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
    public Task<Job> RetryJobAsync(string id, string? reason = null, CancellationToken cancellationToken = default) => _gateway.CreateAsync(
        $"v1/jobs/{Escape(id)}/retry{(reason is null ? "" : $"?reason={Escape(reason)}")}", null, GatewayJson.Default.Job, cancellationToken);

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
    public IAsyncEnumerable<Job> WatchJobAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.WatchAsync($"v1/jobs/{Escape(id)}/events", GatewayJson.Default.Job, cancellationToken);

    /// <summary>Has a silo measure how fast it embeds a sample of a corpus; nothing of it is kept.</summary>
    public Task<Calibration> CalibrateAsync(CalibrationSubmission sample, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post, "v1/calibrations", JsonContent.Create(sample, GatewayJson.Default.CalibrationSubmission), GatewayJson.Default.Calibration, cancellationToken);

    /// <summary>All collections, by name.</summary>
    public async Task<IReadOnlyList<Collection>> ListCollectionsAsync(CancellationToken cancellationToken = default) =>
        (await _gateway.ReadAsync(HttpMethod.Get, "v1/collections", null, GatewayJson.Default.CollectionPage, cancellationToken)).Collections;

    /// <summary>A collection with its number of points.</summary>
    public Task<Collection> ShowCollectionAsync(string name, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/collections/{Escape(name)}", null, GatewayJson.Default.Collection, cancellationToken);

    /// <summary>All corpora, by name, with the collections that they feed.</summary>
    public async Task<IReadOnlyList<CorpusInfo>> ListCorporaAsync(CancellationToken cancellationToken = default) =>
        (await _gateway.ReadAsync(HttpMethod.Get, "v1/corpora", null, GatewayJson.Default.CorpusPage, cancellationToken)).Corpora;

    /// <summary>A corpus, with its places and its last jobs.</summary>
    public Task<CorpusInfo> ShowCorpusAsync(string name, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/corpora/{Escape(name)}", null, GatewayJson.Default.CorpusInfo, cancellationToken);

    /// <summary>Drops a collection with all its points; the images stay untouched.</summary>
    public async Task DropCollectionAsync(string name, CancellationToken cancellationToken = default)
    {
        using var response = await _gateway.SendAsync(
            HttpMethod.Delete, $"v1/collections/{Escape(name)}", null, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>Searches by words, a stored point or examples.</summary>
    public Task<SearchResult> SearchAsync(string collection, SearchQuery query, CancellationToken cancellationToken = default) => _gateway.AskAsync(
        $"v1/collections/{Escape(collection)}/search",
        JsonContent.Create(query, GatewayJson.Default.SearchQuery),
        GatewayJson.Default.SearchResult,
        cancellationToken);

    /// <summary>All answers, page by page: every point that is there all the while comes once, whatever is written meanwhile.</summary>
    public async IAsyncEnumerable<Hit> SearchAllAsync(
        string collection, SearchQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await SearchAsync(collection, query with { Cursor = cursor }, cancellationToken);
            foreach (var hit in page.Hits)
            {
                yield return hit;
            }

            cursor = page.Next;
        }
    }

    /// <summary>Recommends by what is liked and disliked.</summary>
    public Task<SearchResult> RecommendAsync(string collection, RecommendQuery query, CancellationToken cancellationToken = default) => _gateway.AskAsync(
        $"v1/collections/{Escape(collection)}/recommend",
        JsonContent.Create(query, GatewayJson.Default.RecommendQuery),
        GatewayJson.Default.SearchResult,
        cancellationToken);

    /// <summary>Recommends for many shoppers in one call, 1 to 100; the answers are in the order of the queries.</summary>
    public async Task<IReadOnlyList<BatchItem>> RecommendAsync(string collection, IReadOnlyList<RecommendQuery> queries, CancellationToken cancellationToken = default) =>
        (await _gateway.AskAsync(
            $"v1/collections/{Escape(collection)}/recommend/batch",
            JsonContent.Create(new RecommendBatch(queries), GatewayJson.Default.RecommendBatch),
            GatewayJson.Default.BatchResult,
            cancellationToken)).Answers;

    /// <summary>What pictures or stored points are.</summary>
    public Task<ClassifyResult> ClassifyAsync(string collection, ClassifyQuery query, CancellationToken cancellationToken = default) => _gateway.AskAsync(
        $"v1/collections/{Escape(collection)}/classify",
        JsonContent.Create(query, GatewayJson.Default.ClassifyQuery),
        GatewayJson.Default.ClassifyResult,
        cancellationToken);

    /// <summary>Whether pictures or stored points show what is not wanted.</summary>
    public Task<ModerateResult> ModerateAsync(string collection, ModerateQuery query, CancellationToken cancellationToken = default) => _gateway.AskAsync(
        $"v1/collections/{Escape(collection)}/moderate",
        JsonContent.Create(query, GatewayJson.Default.ModerateQuery),
        GatewayJson.Default.ModerateResult,
        cancellationToken);

    /// <summary>Embeds texts; a <c>data:image/…;base64,…</c> URI stands for the picture in it.</summary>
    public async Task<EmbeddingsResult> EmbedAsync(string model, IReadOnlyList<string> inputs, int? dimensions = null, CancellationToken cancellationToken = default)
    {
        var page = await _gateway.AskAsync(
            "v1/embeddings",
            JsonContent.Create(new EmbeddingsSubmission(model, inputs, dimensions), GatewayJson.Default.EmbeddingsSubmission),
            GatewayJson.Default.EmbeddingsPage,
            cancellationToken);
        return new EmbeddingsResult(
            page.Model, page.Space, [.. page.Data.OrderBy(static row => row.Index).Select(static row => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(row.Embedding)).ToArray())]);
    }

    /// <summary>Searches by a picture, which is streamed and closed. Text, point, key and mix of <paramref name="query"/> must be null.</summary>
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

    /// <summary>Holds the listing of a corpus, the ledger and the collection against each other; the operation that does it.</summary>
    public Task<Operation> VerifyAsync(string collection, string? corpus = null, CancellationToken cancellationToken = default) =>
        OperateAsync($"v1/collections/{Escape(collection)}/verify{(corpus is null ? "" : $"?corpus={Escape(corpus)}")}", cancellationToken);

    /// <summary>Finds images that are in a collection more than once: exactly and, with a threshold (a cosine), nearly; the operation that does it.</summary>
    public Task<Operation> FindDuplicatesAsync(string collection, double? threshold = null, CancellationToken cancellationToken = default) => OperateAsync(
        string.Create(CultureInfo.InvariantCulture, $"v1/collections/{Escape(collection)}/duplicates{(threshold is null ? "" : $"?threshold={threshold}")}"), cancellationToken);

    /// <summary>Fills a collection from the lake of another, with no encoder; the operation that does it.</summary>
    public Task<Operation> LoadFromLakeAsync(string collection, string lake, CancellationToken cancellationToken = default) =>
        OperateAsync($"v1/collections/{Escape(collection)}/load?lake={Escape(lake)}", cancellationToken);

    /// <summary>Takes all points of a corpus out of a collection, from every generation and the lake; the operation that does it.</summary>
    public Task<Operation> RemoveCorpusAsync(string collection, string corpus, CancellationToken cancellationToken = default) => _gateway.CreateAsync(
        HttpMethod.Delete, $"v1/collections/{Escape(collection)}/corpora/{Escape(corpus)}", null, GatewayJson.Default.Operation, cancellationToken);

    /// <summary>Long operations, newest first, without their findings: all that run, and those that ended last.</summary>
    /// <param name="collection">Only those over this collection.</param>
    /// <param name="kind">Only this kind.</param>
    /// <param name="state">Only those that stand so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<Operation> ListOperationsAsync(
        string? collection = null, string? kind = null, string? state = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = string.Concat(new[] { ("collection", collection), ("kind", kind), ("state", state) }
            .Select(static part => part.Item2 is null ? "" : $"&{part.Item1}={Escape(part.Item2)}"));
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _gateway.ReadAsync(HttpMethod.Get, $"v1/operations?cursor={Escape(cursor)}{asked}", null, GatewayJson.Default.OperationPage, cancellationToken);
            foreach (var operation in page.Operations)
            {
                yield return operation;
            }

            cursor = page.Next;
        }
    }

    /// <summary>A long operation as it stands.</summary>
    public Task<Operation> ShowOperationAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/operations/{Escape(id)}", null, GatewayJson.Default.Operation, cancellationToken);

    /// <summary>The operation now and whenever it changes, until it is over.</summary>
    public IAsyncEnumerable<Operation> WatchOperationAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.WatchAsync($"v1/operations/{Escape(id)}/events", GatewayJson.Default.Operation, cancellationToken);

    /// <summary>All that a completed operation found, by name.</summary>
    public async IAsyncEnumerable<Finding> ListFindingsAsync(string operation, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int? number = 0; number is not null;)
        {
            var page = await _gateway.ReadAsync(
                HttpMethod.Get,
                string.Create(CultureInfo.InvariantCulture, $"v1/operations/{Escape(operation)}/findings?page={number}"),
                null,
                GatewayJson.Default.FindingPage,
                cancellationToken);
            foreach (var finding in page.Findings)
            {
                yield return finding;
            }

            number = page.Next;
        }
    }

    /// <summary>A point with its whole payload.</summary>
    public Task<Point> ShowPointAsync(string collection, string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/collections/{Escape(collection)}/points/{Escape(id)}", null, GatewayJson.Default.Point, cancellationToken);

    /// <summary>All encoders whose model folders are complete.</summary>
    public async Task<IReadOnlyList<Model>> ListModelsAsync(CancellationToken cancellationToken = default) =>
        (await _gateway.ReadAsync(HttpMethod.Get, "v1/models", null, GatewayJson.Default.ModelPage, cancellationToken)).Models;

    /// <summary>An encoder, by name or <c>name@version</c>.</summary>
    public Task<Model> ShowModelAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/models/{Escape(id)}", null, GatewayJson.Default.Model, cancellationToken);

    /// <summary>Starts comparing an encoder's variants with its reference; <see cref="ShowVerificationAsync"/> tells how far it is.</summary>
    public Task<Verification> StartVerificationAsync(string id, VerificationOrder order, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post,
        $"v1/models/{Escape(id)}/verification",
        JsonContent.Create(order, GatewayJson.Default.VerificationOrder),
        GatewayJson.Default.Verification,
        cancellationToken);

    /// <summary>How far a comparison is, and what is signed off beside the model.</summary>
    public Task<Verification> ShowVerificationAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/models/{Escape(id)}/verification", null, GatewayJson.Default.Verification, cancellationToken);

    /// <summary>Starts finding the fastest settings of an encoder; <see cref="ShowTuningAsync"/> tells how far it is.</summary>
    public Task<Tuning> StartTuningAsync(string id, TuningOrder order, CancellationToken cancellationToken = default) => _gateway.ReadAsync(
        HttpMethod.Post, $"v1/models/{Escape(id)}/tuning", JsonContent.Create(order, GatewayJson.Default.TuningOrder), GatewayJson.Default.Tuning, cancellationToken);

    /// <summary>How far a tuning is, and what lies beside the model.</summary>
    public Task<Tuning> ShowTuningAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.ReadAsync(HttpMethod.Get, $"v1/models/{Escape(id)}/tuning", null, GatewayJson.Default.Tuning, cancellationToken);

    /// <summary>The comparison now and whenever it changes, until it is over.</summary>
    public IAsyncEnumerable<Verification> WatchVerificationAsync(string id, CancellationToken cancellationToken = default) =>
        _gateway.WatchAsync($"v1/models/{Escape(id)}/verification/events", GatewayJson.Default.Verification, cancellationToken);

    private Task<Operation> OperateAsync(string address, CancellationToken cancellationToken) =>
        _gateway.CreateAsync(address, null, GatewayJson.Default.Operation, cancellationToken);

    private Task<Job> ActAsync(string id, string verb, CancellationToken cancellationToken) =>
        _gateway.ReadAsync(HttpMethod.Post, $"v1/jobs/{Escape(id)}/{verb}", null, GatewayJson.Default.Job, cancellationToken);

    private static string Escape(string part) => Uri.EscapeDataString(part);
}
