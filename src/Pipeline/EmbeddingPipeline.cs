using System.Diagnostics;
using System.Threading.Channels;
using Cluster.Domain.Outcomes;
using Cluster.Pipeline.Decoding;
using Cluster.Pipeline.Encoding;
using Cluster.Pipeline.Listing;
using Cluster.Pipeline.Progress;
using Cluster.Pipeline.Reading;
using Cluster.Pipeline.Telemetry;
using Cluster.Pipeline.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Pipeline;

/// <summary>
/// Takes one partition from listing to acknowledged points.
/// <code>
///   1 list -> 2 set apart the unchanged -> 3 read -> 4 decode -> 5 batch -> 6 encode -> 7 write -> 8 account for
///                       |                    |         |                     |           |            |
///                       +--------------------+---------+---- quarantine -----+-----------+----------> watermark -> 9 checkpoint
/// </code>
/// Stages are joined by bounded channels, so a slow one holds back all before it. Every listed image gets a number and reaches step 8
/// exactly once, as embedded, unchanged or quarantined. The watermark is the contiguous part of that, and only it is made durable:
/// a run that starts from a checkpoint repeats what lies behind it, and ids derived from the key make that harmless.
/// </summary>
public sealed partial class EmbeddingPipeline(
    IOptions<PipelineOptions> options, TimeProvider time, PipelineInstruments instruments, ILogger<EmbeddingPipeline> logger)
{
    private readonly PipelineOptions _options = options.Value;

    /// <summary>
    /// Works until the partition is complete, a fault stops it, or <paramref name="stop"/> is asked for; then what is on its way is finished
    /// and committed. Expected faults come back as <see cref="PipelineEnd.Failure"/>; bugs are thrown.
    /// </summary>
    public async Task<PipelineEnd> RunAsync(PipelineRun run, PipelineParts parts, CancellationToken stop)
    {
        using var abort = new CancellationTokenSource();
        var stages = new StageRunner(abort);
        var retry = new TransientRetry(_options, time);
        var progress = new ProgressTracker(run, _options, time, instruments);
        var committer = new Committer(progress, parts.Checkpoints, _options, time);
        var spec = parts.Shard.Manifest.Preprocessing;

        var toRead = Channel.CreateBounded<PendingImage>(_options.Readers * 2);
        var toDecode = Channel.CreateBounded<ReadImage>(_options.Decoders * 2);
        var toEncode = Channel.CreateBounded<DecodedTile>(_options.BatchSize * (1 + parts.Shard.Parallelism));
        var toWrite = Channel.CreateBounded<EncodedBatch>(_options.WriteQueue);

        using var watching = instruments.Watch(new RunWatch(
            progress, ("read", () => toRead.Reader.Count), ("decode", () => toDecode.Reader.Count), ("encode", () => toEncode.Reader.Count), ("write", () => toWrite.Reader.Count)));

        // Workers inherit what is current here: spans are made by batches.
        var trace = Activity.Current?.Context ?? default;
        var untraced = Untraced.Enter();

        // Steps 1 and 2: list, and set apart what is already there.
        var embeddings = new StoredEmbeddings(run, parts.Index, retry);
        var lister = new ImageLister(run, parts, embeddings, progress, _options, retry, new ImagePace(run.MaxImagesPerSecond, time), time);
        var listedAll = false;
        var listing = stages.RunAsync(1, async () => listedAll = await lister.RunAsync(toRead.Writer, stop, abort.Token), () => toRead.Writer.Complete());

        // Step 3: read the stored bytes.
        var reader = new ImageReader(parts.Source, progress, _options, retry, instruments, time);
        var reading = stages.RunAsync(_options.Readers, toRead.Reader, item => reader.ReadAsync(item, toDecode.Writer, abort.Token), reader.End, () => toDecode.Writer.Complete());

        // Step 4: decode to tiles.
        var decoder = new TileDecoder(run, parts.Preprocessor, spec, parts.Index, embeddings, progress, retry, instruments, time);
        var decoding = stages.RunAsync(_options.Decoders, toDecode.Reader, item => decoder.DecodeAsync(item, toEncode.Writer, abort.Token), () => toEncode.Writer.Complete());

        // Steps 5 and 6: batch and encode, as many batches at a time as the shard has passes.
        using var assembler = new BatchAssembler(toEncode.Reader, _options, time);
        var encoding = stages.RunAsync(
            parts.Shard.Parallelism,
            () => new BatchEncoder(parts.Shard, progress, _options, retry, instruments, trace, time).RunAsync(assembler, toWrite.Writer, abort.Token),
            () => toWrite.Writer.Complete());

        // Steps 7 and 8: write, and account for what the index acknowledged.
        var writer = new PointWriter(run, parts, progress, retry, instruments, time);
        var writing = stages.RunAsync(1, toWrite.Reader, batch => writer.WriteAsync(batch, abort.Token), static () => { });

        // Step 9: checkpoint, meanwhile and once at the end.
        var working = Task.WhenAll(listing, reading, decoding, encoding, writing);
        var committing = stages.RunAsync(1, () => committer.RunAsync(working, abort.Token), static () => { });
        untraced.Dispose();
        await Task.WhenAll(working, committing);
        GiveBack(toDecode.Reader, toEncode.Reader);
        return await EndAsync(run, stages.Fault, listedAll, committer);
    }

    private async Task<PipelineEnd> EndAsync(PipelineRun run, Exception? fault, bool listedAll, Committer committer)
    {
        if (fault is not FailureException { Failure.Kind: FailureKind.LeaseLost })
        {
            try
            {
                // What was accounted for before a fault is kept.
                await committer.CommitAsync(CancellationToken.None);
            }
            catch (FailureException late)
            {
                fault ??= late;
            }
        }

        switch (fault)
        {
            case null when listedAll:
                return PipelineEnd.Completed;
            case null:
                return PipelineEnd.Stopped;
            case FailureException expected:
                LogStopped(run.Job.Value, run.Partition.Ordinal, expected.Failure.Kind, expected.Failure.Detail);
                return PipelineEnd.Failed(expected.Failure);
            default:
                throw new InvalidOperationException($"The pipeline of {run.Job}/{run.Partition.Ordinal} broke down.", fault);
        }
    }

    private static void GiveBack(ChannelReader<ReadImage> read, ChannelReader<DecodedTile> tiles)
    {
        while (read.TryRead(out var image))
        {
            image.Blob.Dispose();
        }

        while (tiles.TryRead(out var tile))
        {
            tile.Return();
        }
    }
}
