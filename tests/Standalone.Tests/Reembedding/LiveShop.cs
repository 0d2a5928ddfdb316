using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Domain.Identity;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests.Reembedding;

/// <summary>A collection of small pictures, two encoders that cost nearly nothing, and a process that can be killed and started again under load.</summary>
internal sealed class LiveShop : IAsyncDisposable
{
    public const string Collection = "shop";
    public const string NewEncoder = "second";

    private static readonly IReadOnlyDictionary<string, string> Quick = new Dictionary<string, string>
    {
        ["PROBE_ENCODER"] = "colours",
        ["Reembedding__Supervision"] = "00:00:00.100",
        ["Reembedding__DrainTime"] = "00:00:02",
        ["Reembedding__ShadowTime"] = "00:00:02",
        ["Reembedding__RetryAfter"] = "00:00:00.500",
        ["Jobs__Supervision"] = "00:00:00.500",
        // Queries come at their pace however busy the machine is; that a gateway sheds load is tested elsewhere.
        ["Gateway__MaxQueued"] = "20000",
        ["Gateway__QueuePatience"] = "00:10:00",
    };

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _models = new();
    private readonly TemporaryFolder _pictures = new();

    private LiveShop()
    {
    }

    public ClusterProcess Cluster { get; private set; } = null!;

    public string Data => _data.Root;

    public string Pictures => _pictures.Root;

    public IReadOnlyList<string> Ids { get; private set; } = [];

    /// <summary>Questions that need no text: pictures and stored points.</summary>
    public IReadOnlyList<object> Questions { get; private set; } = [];

    public static async Task<LiveShop> OpenAsync(int pictures, IReadOnlyDictionary<string, string>? settings = null)
    {
        var shop = new LiveShop();
        ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), shop._models.Path("first"));
        ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), shop._models.Path(NewEncoder), static preprocessor => preprocessor["image_std"] = new JsonArray(0.31, 0.31, 0.31));
        for (var i = 0; i < pictures; i++)
        {
            await File.WriteAllBytesAsync(shop._pictures.Path($"{i:D4}.png"), Picture(i));
        }

        shop.Ids = [.. Enumerable.Range(0, pictures).Select(static i => PointId.For(new CorpusId("pictures"), new BlobKey($"{i:D4}.png")).ToString())];
        string[] fields = ["_space"];
        shop.Questions =
        [
            .. Enumerable.Range(0, 20).Select(i => (object)new { image = Convert.ToBase64String(Picture(i * 7)), limit = 10, fields }),
        ];
        await shop.StartAsync(settings);
        await shop.Cluster.SubmitAsync("first", "pictures", shop._pictures.Root, Collection, "first");
        await shop.Cluster.UntilOverAsync("first", CancellationToken.None);
        return shop;
    }

    public static byte[] Picture(int i) => TinyPng.OfSquares(32, i);

    public async Task StartAsync(IReadOnlyDictionary<string, string>? settings = null) =>
        Cluster = await ClusterProcess.StartProbedAsync(_data.Root, _models.Root, SettingsWith(settings), TestContext.Current.CancellationToken);

    /// <summary>Starts a process that is killed in a state of the re-embedding, and waits for its end.</summary>
    public Task UntilKilledAtAsync(string state, int after) => UntilKilledAsync(
        new Dictionary<string, string> { ["PROBE_KILL_AT"] = state, ["PROBE_KILL_AFTER"] = $"{after}", ["PROBE_DELAY"] = "10" }, $"the re-embedding never was in state {state}");

    /// <summary>Starts a process that is killed by what it is told to watch, and waits for its end.</summary>
    public async Task UntilKilledAsync(IReadOnlyDictionary<string, string> settings, string otherwise)
    {
        Cluster = ClusterProcess.LaunchProbed(_data.Root, _models.Root, SettingsWith(settings));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await Cluster.UntilEndedAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Not killed, {otherwise}: {await StatusAsync()}");
        }
    }

    private static Dictionary<string, string> SettingsWith(IReadOnlyDictionary<string, string>? settings)
    {
        var all = new Dictionary<string, string>(Quick);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            all[key] = value;
        }

        return all;
    }

    /// <summary>Starts a re-embedding.</summary>
    public async Task<JsonElement> ReembedAsync(object order)
    {
        using var body = new StringContent(JsonSerializer.Serialize(order), System.Text.Encoding.UTF8, "application/json");
        using var answer = await Cluster.Http.PostAsync($"/v1/collections/{Collection}/reembedding", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<JsonElement> AskAsync(string verb)
    {
        using var answer = await Cluster.Http.PostAsJsonAsync($"/v1/collections/{Collection}/reembedding/{verb}", new { name = "a test" });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<JsonElement> StatusAsync() => Cluster.GetAsync($"/v1/collections/{Collection}/reembedding");

    /// <summary>The events of the re-embedding, each from its name on, to the end of the stream.</summary>
    public async Task<IReadOnlyList<string>> WatchAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var text = await Cluster.Http.GetStringAsync($"/v1/collections/{Collection}/reembedding/events", limit.Token);
        return text.Split("event: ", StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task<JsonElement> UntilAsync(params string[] states)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var status = await StatusAsync();
            if (states.Contains(status.GetProperty("state").GetString()))
            {
                return status;
            }

            try
            {
                await pace.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"still not {string.Join(" or ", states)}: {status}");
            }
        }
    }

    public async Task<(string Space, long Points)> LiveAsync()
    {
        var live = await Cluster.GetAsync($"/v1/collections/{Collection}");
        return (live.GetProperty("space").GetString()!, live.GetProperty("points").GetInt64());
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        _data.Dispose();
        _models.Dispose();
        _pictures.Dispose();
    }
}
