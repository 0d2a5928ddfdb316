using System.Diagnostics.Metrics;
using Cluster.Corpora;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Encoders;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Sharding;
using Cluster.Encoders.Telemetry;
using Cluster.Imaging;
using Cluster.Pipeline;
using Cluster.Pipeline.Progress;
using Cluster.TestSupport;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Cluster.VectorIndex.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cluster.Bench.Telemetry;

/// <summary>The real pipeline over the real rooms, measured as a silo measures them.</summary>
internal sealed class PipelineBed : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly MeasuredVectorIndex _index;
    private readonly MeasuredEncoderShard _shard;
    private readonly PipelineInstruments _instruments;
    private readonly CorpusSpec _corpus;
    private readonly int _expected;
    private int _runs;

    private PipelineBed(EncoderManifest manifest, string pictures, int expected)
    {
        (_corpus, _expected) = (new CorpusSpec(new CorpusId("pictures"), "folder", pictures), expected);
        _services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddCorpora().AddImaging().BuildServiceProvider();
        var meters = new Meters();
        _instruments = new PipelineInstruments(meters);
        var index = new EmbeddedVectorIndex(new EmbeddedVectorIndexOptions { Path = _folder.Path("vectors.db") }, NullLogger<EmbeddedVectorIndex>.Instance);
        _index = new MeasuredVectorIndex(index, "sqlite", new IndexInstruments(meters));
        var encoders = new EncoderInstruments(meters);
        var tower = new MeasuredImageEncoder(new OnnxEncoderFactory(Options.Create(new OnnxOptions())).LoadImageEncoder(manifest), encoders);
        _shard = new MeasuredEncoderShard(new EncoderShard(tower, null, new EncoderShardOptions()), encoders);
    }

    public static async Task<PipelineBed> StartAsync(string pictures, int expected)
    {
        var catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [RepositoryFolder.Path("models")] }));
        return new PipelineBed((await catalog.FindAsync("demo-clip", default)).OrThrow(), pictures, expected);
    }

    /// <summary>Embeds all pictures into a new collection.</summary>
    public async Task RunAsync()
    {
        var manifest = _shard.Manifest;
        var collection = new CollectionName($"run-{++_runs}");
        await _index.CreateCollectionAsync(new CollectionSpec(collection, manifest.Space, manifest.Dimension), default);
        var source = _services.GetRequiredService<CorpusSources>().Open(_corpus);
        var pipeline = new EmbeddingPipeline(Options.Create(new PipelineOptions()), TimeProvider.System, _instruments, NullLogger<EmbeddingPipeline>.Instance);
        var target = new LiveCollection(new("bench"), collection, manifest.Id, manifest.Space, manifest.Dimension, 1);
        var parts = new PipelineParts(source, _services.GetRequiredService<IImagePreprocessor>(), _shard, _index, new Accepting());
        await foreach (var partition in source.ListPartitionsAsync(null, default))
        {
            var end = await pipeline.RunAsync(new PipelineRun(new JobId($"job-{_runs}"), _corpus.Id, partition, Checkpoint.Start, target, 256), parts, default);
            if (end.Failure is { } failure)
            {
                throw new InvalidOperationException(failure.Detail);
            }
        }

        var count = await _index.CountAsync(collection, null, default);
        if (count != _expected)
        {
            throw new InvalidOperationException($"{count} of {_expected} pictures were embedded.");
        }

        await _index.DropCollectionAsync(collection, default);
    }

    public async ValueTask DisposeAsync()
    {
        await _shard.DisposeAsync();
        await _index.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Accepting : ICheckpointSink
    {
        public Task<bool> CommitAsync(CheckpointOutcomes outcomes, CancellationToken cancellationToken) => Task.FromResult(true);
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
