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
/// 1. Takes the first images of a corpus through the stages one by one, each stage timed alone. 2. Runs the real pipeline over them for a time.
/// Both write into a collection of their own that is dropped at the end.
/// </summary>
public sealed class Calibrator(
    CorpusSources sources, EncoderShards shards, Cluster.Encoders.EncoderCatalog encoders, IImagePreprocessor preprocessor, IVectorIndex index,
    EmbeddingPipeline pipeline, IOptions<PipelineOptions> options, TimeProvider time)
{
    private const int MostAlone = 64;

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
            var stages = new StageClock(source, preprocessor, shard, index, collection, options.Value, time);
            await stages.RunAsync(images.Take(MostAlone), request.Corpus.Id, cancellationToken);
            var target = new LiveCollection(collection, collection, manifest.Id, manifest.Space, manifest.Dimension, 1);
            var (counts, seconds) = await PipelineAsync(request, partition, target, source, shard, cancellationToken);
            return new Calibration
            {
                Machine = Environment.MachineName,
                Cores = Environment.ProcessorCount,
                Encoder = manifest.Id.Value,
                Dimension = manifest.Dimension,
                Images = counts.Embedded,
                Quarantined = counts.Quarantined,
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

    private async Task<(OutcomeCounts Counts, double Seconds)> PipelineAsync(
        CalibrationRequest request, CorpusPartition partition, LiveCollection target, ICorpusSource source, IEncoderShard shard, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(request.Seconds));
        var counted = new CountedCheckpoints();

        // Other point ids than those of the stages: nothing is found unchanged.
        var corpus = new CorpusId("calibration");
        var run = new PipelineRun(new JobId("calibration"), corpus, partition, Checkpoint.Start, target, request.Images);
        var from = time.GetTimestamp();
        var end = await pipeline.RunAsync(run, new PipelineParts(source, preprocessor, shard, index, counted), stop.Token);
        return end.Failure is { } failure ? throw new FailureException(failure) : (counted.Counts, time.GetElapsedTime(from).TotalSeconds);
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
