using System.Collections.Concurrent;
using Cluster.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Cluster.Cli.Tests.Hub;

/// <summary>
/// A hub over real HTTP that speaks Hugging Face's routes: revision, tree in pages, resolve. Large files lie on another host (another port),
/// small ones behind a redirect on the hub itself, as on the real one.
/// </summary>
internal sealed class HubServer : IAsyncDisposable
{
    public const string Id = "someone/demo-clip";
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private const int PageLength = 5;
    private readonly ConcurrentDictionary<string, long> _served = new();
    private int _atWork;
    private HttpPlace? _hub;
    private HttpPlace? _storage;

    private HubServer(List<HubContent> files) => Files = files;

    /// <summary>What the model holds; may be changed before the first request.</summary>
    public List<HubContent> Files { get; }

    /// <summary>All requests, in order.</summary>
    public ConcurrentQueue<HubVisit> Visits { get; } = new();

    /// <summary>Answers a request itself and says so, or lets it pass.</summary>
    public Func<HttpContext, HubVisit, Task<bool>> Meddle { get; set; } = static (_, _) => Task.FromResult(false);

    /// <summary>Writes the bytes of a file from an offset on and gives how many; may stop early.</summary>
    public Func<HttpContext, ReadOnlyMemory<byte>, Task<int>> Send { get; set; } = SendAllAsync;

    /// <summary>The head of the model card as the hub gives it.</summary>
    public object CardData { get; set; } = new { license = "mit" };

    public string Address => _hub!.Address;

    /// <summary>Bytes of a file that went out.</summary>
    public long Served(string path) => _served.GetValueOrDefault(path);

    /// <summary>A hub with the repository's small encoder, and what real repositories hold beside: weights of other kinds, scripts.</summary>
    public static async Task<HubServer> StartAsync()
    {
        var folder = RepositoryFolder.Path("models", "demo-clip");
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => new HubContent(Path.GetRelativePath(folder, path), File.ReadAllBytes(path), path.EndsWith(".onnx", StringComparison.Ordinal)))
            .OrderBy(static file => file.Path, StringComparer.Ordinal).ToList();
        files.Add(new HubContent(".gitattributes", "*.onnx filter=lfs"u8.ToArray()));
        files.Add(new HubContent("pytorch_model.bin", new byte[100], IsLarge: true));
        files.Add(new HubContent("modeling_clip.py", "print('no')"u8.ToArray()));
        files.Add(new HubContent("onnx/vision_model_fp16.onnx", [.. files.Single(static file => file.Path == "onnx/text_model.onnx").Bytes[..5000]], IsLarge: true));
        var server = new HubServer(files);
        server._storage = await HttpPlace.StartAsync(context => server.AnswerAsync(context, "storage"));
        server._hub = await HttpPlace.StartAsync(context => server.AnswerAsync(context, "hub"));
        return server;
    }

    /// <summary>Has a file announce or hold something else.</summary>
    public void Change(string path, Func<HubContent, HubContent> change) => Files[Files.FindIndex(file => file.Path == path)] = change(Files.Single(file => file.Path == path));

    public static async Task<int> SendAllAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes);
        return bytes.Length;
    }

    public async ValueTask DisposeAsync()
    {
        await _hub!.DisposeAsync();
        await _storage!.DisposeAsync();
    }

    /// <summary>Waits until no request is being answered any more, so that all bytes are counted.</summary>
    public async Task UntilQuietAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Volatile.Read(ref _atWork) > 0)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task AnswerAsync(HttpContext context, string place)
    {
        Interlocked.Increment(ref _atWork);
        try
        {
            await AnswerOneAsync(context, place);
        }
        finally
        {
            Interlocked.Decrement(ref _atWork);
        }
    }

    private async Task AnswerOneAsync(HttpContext context, string place)
    {
        var path = context.Request.Path.Value!;
        var visit = new HubVisit(place, path, context.Request.Headers.Authorization.FirstOrDefault(), context.Request.Headers.Range.FirstOrDefault());
        Visits.Enqueue(visit);
        if (await Meddle(context, visit))
        {
            return;
        }

        if (place == "storage" && Files.Find(file => path == $"/{file.Sha256}") is { } large)
        {
            await ServeAsync(context, large);
        }
        else if (path == $"/api/models/{Id}/revision/main" || path == $"/api/models/{Id}/revision/{Commit}")
        {
            await context.Response.WriteAsJsonAsync(new { id = Id, sha = Commit, gated = false, cardData = CardData, siblings = Array.Empty<object>() });
        }
        else if (path == $"/api/models/{Id}/tree/{Commit}" && context.Request.Query["recursive"] == "true")
        {
            await ListAsync(context);
        }
        else if (Files.Find(file => path == $"/{Id}/resolve/{Commit}/{file.Path}") is { } file)
        {
            context.Response.StatusCode = file.IsLarge ? 302 : 307;
            context.Response.Headers.Location = file.IsLarge ? $"{_storage!.Address}/{file.Sha256}" : $"/cache/{file.Path}";
        }
        else if (Files.Find(file => path == $"/cache/{file.Path}") is { } small)
        {
            await ServeAsync(context, small);
        }
        else
        {
            context.Response.StatusCode = 404;
            context.Response.Headers["X-Error-Code"] = path.Contains(Id, StringComparison.Ordinal) ? "RevisionNotFound" : "RepoNotFound";
        }
    }

    private async Task ListAsync(HttpContext context)
    {
        var from = int.Parse(context.Request.Query["cursor"].FirstOrDefault() ?? "0");
        if (from + PageLength < Files.Count)
        {
            context.Response.Headers.Link = $"<{Address}{context.Request.Path}?recursive=true&cursor={from + PageLength}>; rel=\"next\"";
        }

        var directory = new { type = "directory", oid = new string('2', 40), size = 0, path = "onnx" };
        await context.Response.WriteAsJsonAsync(Files.Skip(from).Take(PageLength).Select(static file => file.Listing).Append(directory));
    }

    private async Task ServeAsync(HttpContext context, HubContent file)
    {
        var from = 0;
        if (context.Request.GetTypedHeaders().Range?.Ranges.SingleOrDefault()?.From is { } asked)
        {
            if (asked >= file.Bytes.Length)
            {
                context.Response.StatusCode = 416;
                return;
            }

            from = (int)asked;
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{file.Bytes.Length - 1}/{file.Bytes.Length}";
        }

        context.Response.ContentLength = file.Bytes.Length - from;
        var sent = await Send(context, file.Bytes.AsMemory(from));
        _served.AddOrUpdate(file.Path, sent, (_, before) => before + sent);
    }
}
