using Cluster.Artifacts.Folder;
using Cluster.Contracts.Jobs;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Encoders;
using Cluster.Grains;
using Cluster.Grains.Jobs;
using Cluster.Silo;
using Cluster.Silo.Storage;
using Cluster.TestSupport;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Cluster.Grains.Tests;

/// <summary>Two silos, or as many as a test says, that share grain state, artifacts and one index; every message between them crosses the wire.</summary>
internal sealed class TwoSilos : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedVectorIndex _index;

    private TwoSilos(JobOptions jobs, int silos, Action<string, ISiloBuilder>? adjust)
    {
        _index = new EmbeddedVectorIndex(new EmbeddedVectorIndexOptions { Path = _folder.Path("vectors.db") }, NullLogger<EmbeddedVectorIndex>.Instance);
        Directory.CreateDirectory(_folder.Path("pictures"));
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((its, silo) =>
        {
            silo.Services.AddSiloRooms(new ConfigurationBuilder().Build());
            silo.Services.Configure<FolderArtifactOptions>(options => options.Folder = _folder.Path("artifacts"));
            silo.Services.Configure<EncoderCatalogOptions>(static options => options.ModelFolders.Add(RepositoryFolder.Path("models")));
            silo.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(jobs with { Supervision = TimeSpan.FromMilliseconds(500) }));
            silo.Services.Configure<SqliteGrainStorageOptions>(options => options.Path = _folder.Path("grains.db"));
            silo.Services.AddSingleton<SqliteGrainStorage>();
            silo.Services.AddKeyedSingleton<IGrainStorage>(GrainStorageNames.Durable, static (services, _) => services.GetRequiredService<SqliteGrainStorage>());

            // An instance, so that a silo that ends does not close it for the other.
            silo.Services.AddSingleton<IVectorIndex>(_index);
            adjust?.Invoke(its.SiloName, silo);
        });
        Cluster = builder.Build();
    }

    public InProcessTestCluster Cluster { get; }

    public IVectorIndex Index => _index;

    public static async Task<TwoSilos> WithPicturesAsync(int count, JobOptions? jobs = null, int silos = 2, Action<string, ISiloBuilder>? adjust = null)
    {
        var cluster = new TwoSilos(jobs ?? new JobOptions(), silos, adjust);
        for (var i = 0; i < count; i++)
        {
            await File.WriteAllBytesAsync(cluster._folder.Path("pictures", $"{i:D5}.png"), TinyPng.OfColour(24, 24, (byte)i, (byte)(i >> 4), (byte)(i * 7)));
        }

        await cluster.Cluster.DeployAsync();
        return cluster;
    }

    public IJobGrain Job(string id) => Cluster.Client.GetGrain<IJobGrain>(id);

    public JobSpec Spec(int partitionSize) =>
        new(new CorpusSpec(new CorpusId("pictures"), "folder", _folder.Path("pictures"), partitionSize), new CollectionName("photos"), "demo-clip")
        {
            CheckpointInterval = 32, MaxPartitionsInFlight = 4,
        };

    public static Task<JobSnapshot> UntilAsync(IJobGrain job, Func<JobSnapshot, bool> reached) => UntilAsync(job, snapshot => Task.FromResult(reached(snapshot)));

    public static async Task<JobSnapshot> UntilAsync(IJobGrain job, Func<JobSnapshot, Task<bool>> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var snapshot = (await job.ShowAsync(CancellationToken.None)).Value!;
            if (await reached(snapshot))
            {
                return snapshot;
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _index.DisposeAsync();
        _folder.Dispose();
    }
}
