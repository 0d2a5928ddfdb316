using Cluster.Contracts.Planning;
using Cluster.Corpora;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Encoders.Sharding;
using Cluster.Grains.Encoders;
using Cluster.Imaging;
using Cluster.Pipeline;
using Cluster.VectorIndex;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Planning;

/// <summary>
/// 1. Runs the real pipeline over the first partition of a corpus for a while, unmeasured: a process that has just started is many times slower than one that
/// works. 2. Takes some of them through the stages one by one, each stage timed alone. 3. Runs the pipeline again and measures it. All of it writes into a
/// collection of its own that is dropped at the end.
/// </summary>
public sealed class Calibrator(
    CorpusSources sources, EncoderShards shards, Cluster.Encoders.EncoderCatalog encoders, IImagePreprocessor preprocessor, IVectorIndex index,
    EmbeddingPipeline pipeline, IOptions<PipelineOptions> options, TimeProvider time)
{
    private const int MostAlone = 64;

    /// <summary>Share of the time asked for that goes into warming up, besides.</summary>
    private const double WarmUp = 0.5;

    /// <exception cref="FailureException">The corpus, the encoder or the index is not to be had; InvalidRequest: the corpus holds no image that can be decoded.</exception>
    public Task<Calibration> MeasureAsync(CalibrationRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => RunAsync(request, cancellationToken), cancellationToken);

    private async Task<Calibration> RunAsync(CalibrationRequest request, CancellationToken cancellationToken)
    {
        var source = sources.Open(request.Corpus);
        if (await source.CheckAsync(cancellationToken) is { } fault)
        {
            throw new FailureException(fault);
        }

        var manifest = (await encoders.FindAsync(request.Encoder, cancellationToken)).OrThrow();
        var shard = await shards.GetAsync(manifest.Id, cancellationToken);
        var collection = new CollectionName($"calibration--{Guid.NewGuid():N}");
        await index.CreateCollectionAsync(new CollectionSpec(collection, manifest.Space, manifest.Dimension), cancellationToken);
        try
        {
            var (partition, images) = await SampleAsync(source, request.Images, cancellationToken);
            var target = new LiveCollection(collection, collection, manifest.Id, manifest.Space, manifest.Dimension, 1);
            await PipelineAsync("warm-up", WarmUp * request.Seconds, request, partition, target, source, shard, cancellationToken);
            var stages = new StageClock(source, preprocessor, shard, index, collection, options.Value, time);
            await stages.RunAsync(images.Take(MostAlone), request.Corpus.Id, cancellationToken);
            var (embedded, quarantined, seconds) = await PipelineAsync("calibration", request.Seconds, request, partition, target, source, shard, cancellationToken);
            return new Calibration
            {
                Machine = Environment.MachineName,
                Cores = Environment.ProcessorCount,
                Encoder = manifest.Id.Value,
                Dimension = manifest.Dimension,
                Images = embedded,
                Quarantined = quarantined,
                MeanBytes = stages.MeanBytes,
                ReadSeconds = stages.Read,
                DecodeSeconds = stages.Decode,
                EncodeSeconds = stages.Encode,
                WriteSeconds = stages.Write,
                PipelineSeconds = seconds,
            };
        }
        finally
        {
            await index.DropCollectionAsync(collection, CancellationToken.None);
        }
    }

    // Over and over until the time is up, each time under a corpus, and so with point ids, of its own: nothing is found unchanged.
    private async Task<(long Embedded, long Quarantined, double Seconds)> PipelineAsync(
        string name, double atMost, CalibrationRequest request, CorpusPartition partition, LiveCollection target, ICorpusSource source, IEncoderShard shard,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(atMost));
        var (embedded, quarantined, from) = (0L, 0L, time.GetTimestamp());
        for (var pass = 0; pass == 0 || !stop.IsCancellationRequested; pass++)
        {
            var counted = new CountedCheckpoints();
            var run = new PipelineRun(new JobId("calibration"), new CorpusId($"{name}-{pass}"), partition, Checkpoint.Start, target, request.Images);
            var end = await pipeline.RunAsync(run, new PipelineParts(source, preprocessor, shard, index, counted), stop.Token);
            if (end.Failure is { } failure)
            {
                throw new FailureException(failure);
            }

            (embedded, quarantined) = (embedded + counted.Counts.Embedded, quarantined + counted.Counts.Quarantined);
        }

        return (embedded, quarantined, time.GetElapsedTime(from).TotalSeconds);
    }

    private static async Task<(CorpusPartition Partition, List<CorpusImage> Images)> SampleAsync(ICorpusSource source, int count, CancellationToken cancellationToken)
    {
        await foreach (var partition in source.ListPartitionsAsync(null, cancellationToken))
        {
            List<CorpusImage> images = [];
            await foreach (var image in source.ListImagesAsync(partition, null, cancellationToken))
            {
                images.Add(image);
                if (images.Count == count)
                {
                    break;
                }
            }

            if (images.Count > 0)
            {
                return (partition, images);
            }
        }

        throw new FailureException(FailureKind.InvalidRequest, "The corpus holds no image to measure with.");
    }
}
