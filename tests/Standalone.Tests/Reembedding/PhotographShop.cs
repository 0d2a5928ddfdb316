using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests.Reembedding;

/// <summary>A real cluster over real photographs, with the stand-in encoder, a copy of it that prepares pictures wrongly, and the small one of the repository.</summary>
internal sealed class PhotographShop : IAsyncDisposable
{
    public const string Collection = "photos";
    public const string Standin = "standin-dual-encoder";
    public const string Wrong = "standin-wrong";
    public const string Other = "demo-clip";

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _models = new();

    public ClusterProcess Cluster { get; private set; } = null!;

    public static async Task<PhotographShop> OpenAsync(params string[] folders)
    {
        var source = SharedData.Path("models", Standin);
        var shop = new PhotographShop();
        ModelFolders.Copy(source, shop._models.Path(Standin));
        // Nearly no contrast is left: the network sees gray.
        ModelFolders.Copy(source, shop._models.Path(Wrong), static preprocessor => preprocessor["image_std"] = new JsonArray(9.0, 9.0, 9.0));
        shop.Cluster = await ClusterProcess.StartAsync(
            shop._data.Root,
            shop._models.Root,
            new Dictionary<string, string> { ["Reembedding__DrainTime"] = "00:00:02", ["Reembedding__ShadowTime"] = "00:00:05", ["Gateway__MaxQueued"] = "20000", ["Gateway__QueuePatience"] = "00:10:00" },
            TestContext.Current.CancellationToken);
        foreach (var folder in folders)
        {
            var name = Path.GetFileName(folder);
            await shop.Cluster.SubmitAsync(name, name, folder, Collection, Standin);
        }

        foreach (var folder in folders)
        {
            await shop.Cluster.UntilOverAsync(Path.GetFileName(folder), TestContext.Current.CancellationToken);
        }

        return shop;
    }

    /// <summary>Labels of a folder of folders: the key of each photograph and the folder that it lies in.</summary>
    public static string LabelsOf(string folder) => "key,label\n" + string.Concat(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Select(static key => $"{key},{Path.GetDirectoryName(key)}\n"));

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        using var answer = await Cluster.Http.PostAsync($"/v1/collections/{Collection}/{path}", content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            var view = await Cluster.GetAsync($"/v1/collections/{Collection}/{path}");
            if (reached(view))
            {
                return view;
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        _data.Dispose();
        _models.Dispose();
    }
}
