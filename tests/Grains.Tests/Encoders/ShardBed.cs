using Cluster.Artifacts.Folder;
using Cluster.Contracts.Encoders;
using Cluster.Encoders;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Sharding;
using Cluster.Encoders.Telemetry;
using Cluster.Grains.Encoders;
using Cluster.Grains.Encoders.Hosting;
using Cluster.Silo.Health;
using Cluster.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Encoders;

/// <summary>The encoder shards of one silo over real models, with a clock of its own.</summary>
internal sealed class ShardBed : IAsyncDisposable
{
    public const string Demo = "demo-clip";
    public const string Standin = "standin-dual-encoder";
    public const string Golden = "metaclip-vit";
    private readonly EncoderCatalog _catalog;

    public ShardBed(TemporaryFolder folder, EncoderHostingOptions options, OnnxOptions? onnx = null, Action<FaultyFactory>? fault = null)
    {
        _catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions
        {
            ModelFolders = [RepositoryFolder.Path("models"), SharedData.Path("models"), SharedData.Path("goldens", "models")],
        }));
        Factory = new FaultyFactory(new OnnxEncoderFactory(Options.Create(onnx ?? new OnnxOptions { IntraOpThreads = 1 })));
        fault?.Invoke(Factory);
        Shards = new EncoderShards(
            _catalog,
            Factory,
            new EncoderDevices(options),
            new FolderArtifactStore(Options.Create(new FolderArtifactOptions { Folder = folder.Path("artifacts") }), TimeProvider.System),
            Options.Create(new EncoderShardOptions()),
            Options.Create(options),
            new EncoderInstruments(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()),
            Time,
            NullLogger<EncoderShards>.Instance);
    }

    public FakeTimeProvider Time { get; } = new();

    public FaultyFactory Factory { get; }

    public EncoderShards Shards { get; }

    /// <summary>Room for two of three encoders on the processor.</summary>
    public static EncoderHostingOptions RoomForTwo { get; } = new()
    {
        // The clock of the test runs a hundred times faster than the device.
        CanaryPatience = TimeSpan.FromMinutes(10),
        Devices = new Dictionary<string, int> { ["cpu"] = 250 },
        Memory = new Dictionary<string, int> { [Demo] = 100, [Standin] = 100, [Golden] = 100 },
    };

    public async Task<IEncoderShard> GetAsync(string encoder) =>
        await Shards.GetAsync((await _catalog.FindAsync(encoder, Token)).OrThrow().Id, Token);

    /// <summary>The encoders that take work now.</summary>
    public IReadOnlyList<string> Ready() => [.. Shards.Conditions().Where(static shard => shard.Condition == ShardCondition.Ready).Select(static shard => shard.Encoder.Value.Split('@')[0]).Order()];

    public ShardReport? Report(string encoder) => Shards.Conditions().FirstOrDefault(shard => shard.Encoder.Value.StartsWith(encoder + "@", StringComparison.Ordinal));

    public async Task<HealthCheckResult> HealthAsync() => await new EncoderCanary(Shards).CheckHealthAsync(new HealthCheckContext(), Token);

    public static async Task<float[]> EncodeAsync(IEncoderShard shard, Lane lane = Lane.Query)
    {
        var spec = shard.Manifest.Preprocessing;
        var tile = new byte[spec.Width * spec.Height * 3];
        new Random(7).NextBytes(tile);
        var embedding = new float[shard.Manifest.Dimension];
        await shard.EncodeImagesAsync(tile, 1, embedding, lane, Token);
        return embedding;
    }

    /// <summary>Lets its clock run until something is so.</summary>
    public async Task UntilAsync(Func<bool> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!reached())
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    public ValueTask DisposeAsync() => Shards.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
