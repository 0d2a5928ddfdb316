using Cluster.Artifacts;
using Cluster.Clustering;
using Cluster.Contracts.Encoders;
using Cluster.Contracts.Jobs;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Encoders;
using Cluster.Grains;
using Cluster.Grains.Encoders;
using Cluster.Grains.Encoders.Hosting;
using Cluster.Grains.Partitions;
using Cluster.Grains.Placement;
using Cluster.Silo;
using Cluster.TestSupport;
using Cluster.VectorIndex;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Persistence;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Cluster.Bench.Scale;

/// <summary>
/// Silos of a real cluster in one process: they speak TCP to each other and have membership, state and reminders in a real Redis. Only what is
/// proportional to images is replaced.
/// </summary>
internal sealed class SimulatedCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CountedIndex _index = new();
    private readonly List<IHost> _silos = [];
    private RedisServer? _redis;
    private EncoderId _encoder;

    public CallCounter Calls { get; } = new();

    public StateSizes States { get; } = new();

    public IGrainFactory Grains => _silos[0].Services.GetRequiredService<IGrainFactory>();

    public static async Task<SimulatedCluster> StartAsync(int silos, int shardsEach, TimeSpan duration)
    {
        var cluster = new SimulatedCluster();
        cluster._redis = await RedisServer.StartAsync(cluster._folder.Path("redis"), default);
        var catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [RepositoryFolder.Path("models")] }));
        cluster._encoder = (await catalog.FindAsync("demo-clip", default)).OrThrow().Id;
        var ports = LoopbackPorts.Free(2 * silos);
        try
        {
            for (var i = 0; i < silos; i++)
            {
                cluster._silos.Add(cluster.Silo(i, ports[2 * i], ports[(2 * i) + 1], shardsEach, duration));
                await cluster._silos[i].StartAsync();
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public IJobGrain Job(string id) => Grains.GetGrain<IJobGrain>(id);

    /// <summary>Shards that take work, as the directory of their encoder knows them.</summary>
    public async Task<int> ReadyShardsAsync() =>
        (await Grains.GetGrain<IEncoderDirectoryGrain>(_encoder.Value).ListAsync()).Count(static shard => shard.Condition == ShardCondition.Ready);

    public static JobSpec Spec(string name, int partitions) => new(
        new CorpusSpec(new CorpusId(name), SimulatedCorpusFactory.Name, $"{partitions}"), new CollectionName(name), "demo-clip");

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.StopAsync();
            silo.Dispose();
        }

        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        _folder.Dispose();
    }

    private IHost Silo(int number, int siloPort, int gatewayPort, int slots, TimeSpan duration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans", LogLevel.Error);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:redis"] = _redis!.ConnectionString,
            ["Artifacts:Folder"] = _folder.Path("artifacts"),
            ["Cluster:SiloName"] = $"silo-{number}",
            ["Cluster:SiloPort"] = $"{siloPort}",
            ["Cluster:ClientGatewayPort"] = $"{gatewayPort}",
        });
        builder.Services.AddSingleton<IArtifactStore, ForgettingStore>();
        builder.Services.AddSingleton<IVectorIndex>(_index);
        builder.Services.AddSingleton<IPartitionWork>(services => new ClockDrivenWork(duration, _index, services.GetRequiredService<EncoderShards>()));
        builder.Services.AddSingleton<IEncoderFactory, SimulatedEncoders>();
        var hosting = new EncoderHostingOptions { Devices = Enumerable.Range(0, slots).ToDictionary(static ordinal => $"cuda:{ordinal}", static _ => 8_192) };
        var traits = new SiloTraits(new EncoderDevices(hosting).All, new HashSet<string> { _encoder.Value });
        builder.Services.AddSingleton(Options.Create(hosting));
        builder.Services.AddSingleton<ICorpusSourceFactory, SimulatedCorpusFactory>();
        builder.Services.AddSingleton(Options.Create(new PartitionOptions { Slots = slots }));
        builder.Services.AddSiloRooms(builder.Configuration);
        builder.Services.Configure<EncoderCatalogOptions>(static options => options.ModelFolders.Add(RepositoryFolder.Path("models")));
        builder.UseOrleans(silo =>
        {
            silo.UseRedisCluster(builder.Configuration, GrainStorageNames.Durable).UseSiloMetadata(traits.ToMetadata()).KeepJobsGoing().KeepFewAddresses();
            silo.AddIncomingGrainCallFilter(Calls);
            silo.Services.PostConfigure<RedisStorageOptions>(GrainStorageNames.Durable, options => options.GrainStorageSerializer = States.Around(options.GrainStorageSerializer));
        });
        return builder.Build();
    }
}
