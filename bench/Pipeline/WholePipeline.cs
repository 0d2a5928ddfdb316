using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Corpora;
using Cluster.Corpora.AzureBlob;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Encoders;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Cluster.Pipeline;
using Cluster.Pipeline.Progress;
using Cluster.TestSupport;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cluster.Bench.Pipeline;

/// <summary>The real pipeline over the real rooms, as a partition runs it: source, preprocessing, encoder shard, embedded index.</summary>
internal sealed class WholePipeline : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly EmbeddedVectorIndex _index;
    private readonly EncoderShard _shard;
    private readonly PipelineOptions _options;
    private int _runs;

    public WholePipeline(EncoderManifest manifest, OnnxOptions onnx, PipelineOptions options, string? connectionString)
    {
        _options = options;
        var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddCorpora().AddImaging();
        services.Configure<AzureBlobOptions>(blobs => blobs.Accounts["dev"] = new() { ConnectionString = connectionString });
        _services = services.BuildServiceProvider();
        _index = new EmbeddedVectorIndex(new EmbeddedVectorIndexOptions { Path = _folder.Path("vectors.db") }, NullLogger<EmbeddedVectorIndex>.Instance);
        var factory = new OnnxEncoderFactory(Options.Create(onnx));
        _shard = new EncoderShard(factory.LoadImageEncoder(manifest), null, new EncoderShardOptions());
    }

    /// <summary>Embeds the whole corpus into a new collection; seconds it took, from the listing to the last checkpoint.</summary>
    public async Task<double> RunAsync(CorpusSpec corpus, int expected)
    {
        var manifest = _shard.Manifest;
        var collection = new CollectionName($"run-{++_runs}");
        await _index.CreateCollectionAsync(new CollectionSpec(collection, manifest.Space, manifest.Dimension), default);
        var source = _services.GetRequiredService<CorpusSources>().Open(corpus);
        var pipeline = new EmbeddingPipeline(
            Options.Create(_options), TimeProvider.System, new PipelineInstruments(new NoMeters()), NullLogger<EmbeddingPipeline>.Instance);
        var target = new LiveCollection(new("bench"), collection, manifest.Id, manifest.Space, manifest.Dimension, 1);
        var parts = new PipelineParts(source, _services.GetRequiredService<IImagePreprocessor>(), _shard, _index, new Accepting());
        var clock = Stopwatch.StartNew();
        await foreach (var partition in source.ListPartitionsAsync(null, default))
        {
            var end = await pipeline.RunAsync(new PipelineRun(new JobId($"job-{_runs}"), corpus.Id, partition, Checkpoint.Start, target, 256), parts, default);
            if (end.Failure is { } failure)
            {
                throw new InvalidOperationException(failure.Detail);
            }
        }

        var seconds = clock.Elapsed.TotalSeconds;
        var count = await _index.CountAsync(collection, null, default);
        if (count != expected)
        {
            throw new InvalidOperationException($"{count} of {expected} photographs were embedded.");
        }

        await _index.DropCollectionAsync(collection, default);
        return seconds;
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

    private sealed class NoMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
