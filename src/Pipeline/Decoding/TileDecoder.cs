using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Imaging;
using Cluster.Pipeline.Progress;
using Cluster.Pipeline.Reading;
using Cluster.Pipeline.Telemetry;
using Cluster.Pipeline.Writing;
using Cluster.VectorIndex;

namespace Cluster.Pipeline.Decoding;

/// <summary>Bytes to tiles. A picture that cannot be read costs itself only.</summary>
internal sealed class TileDecoder(
    PipelineRun run, IImagePreprocessor preprocessor, PreprocessingSpec spec, IVectorIndex index, StoredEmbeddings embeddings, ProgressTracker progress, TransientRetry retry,
    PipelineInstruments instruments, TimeProvider time)
{
    private readonly int _tileBytes = preprocessor.TileBytes(spec);

    public async ValueTask DecodeAsync(ReadImage read, ChannelWriter<DecodedTile> output, CancellationToken cancellationToken)
    {
        using var blob = read.Blob;
        var pending = read.Pending;
        var from = time.GetTimestamp();
        var hash = Convert.ToHexStringLower(SHA256.HashData(blob.Bytes.Span));
        if (pending.Stored is { } stored && stored.ContentHash == hash)
        {
            // Same bytes under a new tag (a copy, a touched file): only the tag is brought up to date.
            var tag = new Dictionary<string, PayloadValue> { [PayloadFields.ETag] = blob.ETag };
            await retry.RunAsync(token => index.SetPayloadAsync(run.Target.Collection, [pending.Id], tag, token), cancellationToken);
            var isOwn = stored.Job == run.Job.Value;
            var point = embeddings.Lacks(stored.Job) ? await embeddings.FetchAsync([pending.Id], cancellationToken) : null;
            progress.Acknowledge(pending, isOwn ? ImageState.Embedded : ImageState.Unchanged, blob.ETag, point?.GetValueOrDefault(pending.Id));
            return;
        }

        var pixels = ArrayPool<byte>.Shared.Rent(_tileBytes);
        var result = preprocessor.Preprocess(blob.Bytes, spec, pixels.AsSpan(0, _tileBytes), cancellationToken);
        var to = time.GetTimestamp();
        instruments.OnStage("decode", time.GetElapsedTime(from, to));
        if (result.Failure is { } failure)
        {
            ArrayPool<byte>.Shared.Return(pixels);
            progress.Quarantine(pending, failure);
            return;
        }

        await output.WriteAsync(new DecodedTile(pending, pixels, result.Width, result.Height, blob.ETag, hash, new StageTimes(read.ReadFrom, read.ReadTo, from, to)), cancellationToken);
    }
}
