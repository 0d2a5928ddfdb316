using System.Diagnostics;
using System.Numerics.Tensors;
using System.Threading.Channels;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;
using Cluster.Pipeline.Decoding;
using Cluster.Pipeline.Progress;
using Cluster.Pipeline.Telemetry;

namespace Cluster.Pipeline.Encoding;

/// <summary>Tiles to embeddings on the bulk lane of the shard. A failing batch is halved until the image at fault stands alone.</summary>
internal sealed class BatchEncoder(
    IEncoderShard shard, ProgressTracker progress, PipelineOptions options, TransientRetry retry, PipelineInstruments instruments, ActivityContext run, TimeProvider time)
{
    /// <summary>How far the squared length of a unit vector may be off after float arithmetic.</summary>
    private const float UnitTolerance = 1e-2f;

    private readonly int _dimension = shard.Manifest.Dimension;
    private readonly int _tileBytes = shard.Manifest.Preprocessing.Width * shard.Manifest.Preprocessing.Height * 3;
    private readonly byte[] _tiles = GC.AllocateUninitializedArray<byte>(
        options.BatchSize * shard.Manifest.Preprocessing.Width * shard.Manifest.Preprocessing.Height * 3, pinned: true);

    public async Task RunAsync(BatchAssembler assembler, ChannelWriter<EncodedBatch> output, CancellationToken cancellationToken)
    {
        var untraced = Activity.Current;
        while (await assembler.NextAsync(cancellationToken) is { Tiles: { Count: > 0 } batch, Number: var number })
        {
            var trace = BatchTrace.Start(instruments.Source, run, number, options.TraceEvery, batch, time);
            Activity.Current = trace?.Activity ?? untraced;
            var from = time.GetTimestamp();
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Pixels.AsSpan(0, _tileBytes).CopyTo(_tiles.AsSpan(i * _tileBytes));
                batch[i].Return();
            }

            var embeddings = new float[batch.Count * _dimension];
            var refused = new Failure?[batch.Count];
            try
            {
                await EncodeAsync(0, batch.Count, embeddings, refused, cancellationToken);
            }
            catch (Exception fault) when (trace is not null)
            {
                trace.Fail(fault);
                trace.Dispose();
                throw;
            }

            instruments.OnStage("encode", time.GetElapsedTime(from));
            if (Array.TrueForAll(refused, static failure => failure is { Kind: FailureKind.EncoderRefused }))
            {
                await CheckEncoderAsync(refused[0]!, cancellationToken);
            }

            if (KeepSound(batch, embeddings, refused, trace) is { Tiles.Count: > 0 } sound)
            {
                await output.WriteAsync(sound, cancellationToken);
            }
            else
            {
                trace?.Dispose();
            }
        }
    }

    private async Task EncodeAsync(int first, int count, float[] embeddings, Failure?[] refused, CancellationToken cancellationToken)
    {
        try
        {
            await retry.RunAsync(
                token => shard.EncodeImagesAsync(
                    _tiles.AsMemory(first * _tileBytes, count * _tileBytes), count, embeddings.AsMemory(first * _dimension, count * _dimension), Lane.Bulk, token),
                cancellationToken);
            instruments.OnBatchEncoded(count, options.BatchSize);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or FailureException { Failure.Kind: FailureKind.Unavailable or FailureKind.Overloaded }))
        {
            if (count == 1)
            {
                refused[first] = new Failure(FailureKind.EncoderRefused, fault.Message);
                return;
            }

            await EncodeAsync(first, count / 2, embeddings, refused, cancellationToken);
            await EncodeAsync(first + (count / 2), count - (count / 2), embeddings, refused, cancellationToken);
        }
    }

    /// <summary>A plain gray tile tells a batch of poisonous images from an encoder that has broken down.</summary>
    /// <exception cref="FailureException">Unavailable: not even that can be encoded, so no image may be blamed.</exception>
    private async Task CheckEncoderAsync(Failure said, CancellationToken cancellationToken)
    {
        _tiles.AsSpan(0, _tileBytes).Fill(128);
        try
        {
            await shard.EncodeImagesAsync(_tiles.AsMemory(0, _tileBytes), 1, new float[_dimension], Lane.Bulk, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new FailureException(FailureKind.Unavailable, $"The encoder fails on every image: {said.Detail}", fault);
        }
    }

    private EncodedBatch KeepSound(List<DecodedTile> batch, float[] embeddings, Failure?[] refused, BatchTrace? trace)
    {
        List<DecodedTile> sound = new(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var row = embeddings.AsSpan(i * _dimension, _dimension);
            var squares = TensorPrimitives.SumOfSquares<float>(row);
            if (refused[i] is null && !(MathF.Abs(squares - 1) <= UnitTolerance))
            {
                refused[i] = new Failure(FailureKind.NonFiniteEmbedding, "The encoder gave a vector that is not finite or has no direction.");
            }

            if (refused[i] is { } failure)
            {
                progress.Quarantine(batch[i].Pending, failure);
                continue;
            }

            row.CopyTo(embeddings.AsSpan(sound.Count * _dimension));
            sound.Add(batch[i]);
        }

        return new EncodedBatch(sound, embeddings.AsMemory(0, sound.Count * _dimension), trace);
    }
}
