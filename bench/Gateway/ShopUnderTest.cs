using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.SampleCatalogue;
using Cluster.Standalone;
using Cluster.TestSupport;
using Cluster.VectorIndex;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Bench.Gateway;

/// <summary>A whole Standalone in this process: a small catalogue embedded by the demo encoder, and random points beside it to make a collection of some size.</summary>
internal sealed class ShopUnderTest : IAsyncDisposable
{
    private const int Pictures = 64;

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    private ShopUnderTest()
    {
        var (silo, clients) = FreePorts();
        _app = StandaloneHost.Build(
        [
            "--Standalone:Port=0", $"--Standalone:SiloPort={silo}", $"--Standalone:ClientGatewayPort={clients}", $"--Standalone:DataFolder={_folder.Root}", "--Standalone:FindDashboard=false",
            $"--Encoders:ModelFolders:0={RepositoryFolder.Path("models")}", "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:Cluster=Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Error",
        ]);
    }

    public IVectorIndex Index => _app.Services.GetRequiredService<IVectorIndex>();

    public CollectionName Concrete { get; private set; }

    /// <summary>Points that can be asked for.</summary>
    public IReadOnlyList<PointId> Points { get; private set; } = [];

    public int Dimension { get; private set; }

    public Uri Address(string verb) => new($"{_app.Urls.First()}/v1/collections/bench/{verb}");

    public static async Task<ShopUnderTest> StartAsync(int points)
    {
        var shop = new ShopUnderTest();
        await shop._app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(shop._app.Urls.First()) };
        var folder = shop._folder.Path("pictures");
        CatalogueRenderer.Render(folder, Pictures, seed: 1);
        (await http.PostAsJsonAsync("/v1/jobs", new { id = "bench", corpus = new { name = "bench", location = CatalogueLayout.Images(folder) }, collection = "bench", encoder = "demo-clip" })).EnsureSuccessStatusCode();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!(await http.GetFromJsonAsync<JsonElement>("/v1/jobs/bench")).GetProperty("isOver").GetBoolean())
        {
            await pace.WaitForNextTickAsync();
        }

        var view = await http.GetFromJsonAsync<JsonElement>("/v1/collections/bench");
        shop.Concrete = new CollectionName(view.GetProperty("concreteCollection").GetString()!);
        shop.Dimension = view.GetProperty("dimension").GetInt32();
        await shop.FillAsync(points, new EmbeddingSpaceId(view.GetProperty("space").GetString()!));
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private async Task FillAsync(int points, EmbeddingSpaceId space)
    {
        var random = new Random(1);
        var ids = new List<PointId>();
        foreach (var some in Enumerable.Range(0, points).Chunk(2_000))
        {
            var vectors = new float[some.Length * Dimension];
            for (var i = 0; i < some.Length; i++)
            {
                var vector = vectors.AsSpan(i * Dimension, Dimension);
                var square = 0.0;
                for (var j = 0; j < Dimension; j++)
                {
                    vector[j] = (float)(random.NextDouble() - 0.5);
                    square += vector[j] * vector[j];
                }

                for (var j = 0; j < Dimension; j++)
                {
                    vector[j] /= (float)Math.Sqrt(square);
                }
            }

            PointId[] batch = [.. some.Select(static number => PointId.For(new CorpusId("random"), new BlobKey($"{number}.jpg")))];
            ids.AddRange(batch);
            await Index.UpsertAsync(
                Concrete,
                new PointBatch(space, batch, vectors, [.. some.Select(static number => new Dictionary<string, PayloadValue>
                {
                    [PayloadFields.Key] = $"{number}.jpg", [PayloadFields.Corpus] = "random", ["title"] = $"Item {number}", ["price"] = number % 100 / 2.0, ["product"] = (long)(number / 3),
                })]),
                CancellationToken.None);
        }

        Points = ids;
    }

    private static (int Silo, int Clients) FreePorts()
    {
        using TcpListener one = new(IPAddress.Loopback, 0), other = new(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)other.LocalEndpoint).Port);
    }
}
