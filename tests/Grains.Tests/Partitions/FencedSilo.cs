using Cluster.Artifacts.Folder;
using Cluster.Contracts.Partitions;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Partitions;
using Cluster.Grains.Partitions;
using Cluster.Pipeline;
using Cluster.Silo;
using Cluster.Silo.Storage;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Cluster.Grains.Tests.Partitions;

/// <summary>A silo whose partitions are worked on by the test itself. Two of them over one folder are a cluster that has fallen in two.</summary>
internal sealed class FencedSilo : IAsyncDisposable, IPartitionWork
{
    private static readonly LiveCollection Target = new(new("photos"), new("photos-1"), new("tile"), new("space"), 8, 1);
    private readonly EmbeddedVectorIndex _index;
    private readonly InProcessTestCluster _cluster;
    private IPartitionCheckpoints? _checkpoints;
    private TaskCompletionSource<PipelineEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FencedSilo(string folder, string name, TimeSpan lease)
    {
        _index = new EmbeddedVectorIndex(new EmbeddedVectorIndexOptions { Path = Path.Combine(folder, $"{name}.db") }, NullLogger<EmbeddedVectorIndex>.Instance);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IPartitionWork>(this);
            silo.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new PartitionOptions { LeaseDuration = lease }));
            silo.Services.AddSiloRooms(new ConfigurationBuilder().Build());
            silo.Services.Configure<FolderArtifactOptions>(options => options.Folder = Path.Combine(folder, "artifacts"));
            silo.Services.Configure<SqliteGrainStorageOptions>(options => options.Path = Path.Combine(folder, "grains.db"));
            silo.Services.AddSingleton<SqliteGrainStorage>();
            silo.Services.AddKeyedSingleton<IGrainStorage>(GrainStorageNames.Durable, static (services, _) => services.GetRequiredService<SqliteGrainStorage>());
            silo.Services.AddSingleton<IVectorIndex>(_index);
        });
        _cluster = builder.Build();
    }

    public static PartitionAssignment Assignment { get; } =
        new(new CorpusSpec(new CorpusId("pictures"), "folder", "/nowhere", 100), new CorpusPartition(0, "a", "z", 100), Target, 32);

    public IPartitionGrain Partition => _cluster.Client.GetGrain<IPartitionGrain>("fenced/0");

    /// <summary>The checkpoints of the run that was started last.</summary>
    public IPartitionCheckpoints Checkpoints => _checkpoints ?? throw new InvalidOperationException("Nothing was started.");

    public static async Task<FencedSilo> StartAsync(string folder, string name, TimeSpan lease)
    {
        var silo = new FencedSilo(folder, name, lease);
        await silo._cluster.DeployAsync();
        return silo;
    }

    /// <summary>Has the partition worked on, and waits until the work has begun.</summary>
    public async Task<PartitionStatus> RunAsync()
    {
        _checkpoints = null;
        var status = await Partition.RunAsync(Assignment);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (status.Phase == PartitionPhase.Running && _checkpoints is null)
        {
            await Task.Delay(10, limit.Token);
        }

        return status;
    }

    /// <summary>The work ends.</summary>
    public void End(PipelineEnd end) => Interlocked.Exchange(ref _end, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult(end);

    Task<PipelineEnd> IPartitionWork.RunAsync(PartitionId id, PartitionAssignment assignment, Checkpoint from, IPartitionCheckpoints checkpoints, CancellationToken stop)
    {
        _checkpoints = checkpoints;
        return _end.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult(PipelineEnd.Stopped);
        await _cluster.DisposeAsync();
        await _index.DisposeAsync();
    }
}
