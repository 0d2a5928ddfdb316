using Cluster.Cli.Tests;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;
using Cluster.TestSupport;

[assembly: AssemblyFixture(typeof(ShopCluster))]

namespace Cluster.Cli.Tests;

/// <summary>One real cluster for all tests, and drawn pictures that its small encoder knows.</summary>
public sealed class ShopCluster : IAsyncLifetime
{
    /// <summary>The encoder that lies in the repository.</summary>
    public const string Encoder = "demo-clip";

    private const int Count = 60;
    private readonly TemporaryFolder _folder = new();
    private ClusterProcess? _cluster;

    /// <summary>The folder of the pictures, <see cref="Items"/> and nothing else.</summary>
    public string Pictures => CatalogueLayout.Images(_folder.Path("catalogue"));

    /// <summary>What is pictured.</summary>
    public IReadOnlyList<CatalogueItem> Items { get; private set; } = [];

    /// <summary>The gateway, as the program is told.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    /// <summary>All that the cluster has logged so far.</summary>
    public string Log => _cluster!.Log;

    /// <summary>The file of a picture.</summary>
    public string FileOf(CatalogueItem item) => CatalogueLayout.Image(_folder.Path("catalogue"), item.Key);

    /// <summary>A folder with so many pictures that a job over it is not over before something is done to it.</summary>
    public string ManyPictures()
    {
        const int Copies = 100;
        var many = _folder.Path("many");
        if (!Directory.Exists(many))
        {
            Directory.CreateDirectory(many);
            foreach (var (index, item) in Items.Index())
            {
                for (var copy = 0; copy < Copies; copy++)
                {
                    File.Copy(FileOf(item), Path.Combine(many, $"{index}-{copy}.jpg"));
                }
            }
        }

        return many;
    }

    internal Task<CliRun> RunAsync(params string[] args) => CliProcess.RunAsync(Environment, args);

    internal CliProcess Start(params string[] args) => CliProcess.Start(Environment, args);

    public async ValueTask InitializeAsync()
    {
        Items = CatalogueRenderer.Render(_folder.Path("catalogue"), Count, seed: 5).Items;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var data = Directory.CreateDirectory(_folder.Path("data")).FullName;

        // No other reader here holds an old generation, so that none has to be waited for.
        var settings = new Dictionary<string, string> { ["Reembedding__DrainTime"] = "00:00:02" };
        _cluster = await ClusterProcess.StartAsync(data, RepositoryFolder.Path("models"), settings, limit.Token);
        Environment = new Dictionary<string, string> { ["CLUSTER_GATEWAY"] = _cluster.Http.BaseAddress!.AbsoluteUri };
        (await RunAsync("jobs", "submit", "--corpus", Pictures, "--collection", "shop", "--encoder", Encoder, "--wait")).Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _folder.Dispose();
    }
}
