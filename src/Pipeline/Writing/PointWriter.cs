using System.Diagnostics;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Pipeline.Decoding;
using Cluster.Pipeline.Encoding;
using Cluster.Pipeline.Listing;
using Cluster.Pipeline.Progress;
using Cluster.VectorIndex;

namespace Cluster.Pipeline.Writing;

/// <summary>Embeddings to points. Only what the index has acknowledged is accounted for.</summary>
internal sealed class PointWriter(
    PipelineRun run, PipelineParts parts, ProgressTracker progress, TransientRetry retry, PipelineInstruments instruments, TimeProvider time)
{
    public async ValueTask WriteAsync(EncodedBatch batch, CancellationToken cancellationToken)
    {
        // Seen by this call only: what is current is forgotten when an async method returns.
        Activity.Current = batch.Trace?.Activity ?? Activity.Current;
        using var trace = batch.Trace;
        var from = time.GetTimestamp();
        var points = new PointBatch(
            run.Target.Space,
            [.. batch.Tiles.Select(static tile => tile.Pending.Id)],
            batch.Embeddings,
            [.. batch.Tiles.Select(Payload)]);
        await retry.InsistAsync(
            token => parts.Checkpoints.IsHeld
                ? parts.Index.UpsertAsync(run.Target.Collection, points, token)
                : throw new FailureException(FailureKind.LeaseLost, "The lease ran out before the points could be written."),
            cancellationToken);
        instruments.OnStage("write", time.GetElapsedTime(from));

        // Asked after the write: a takedown either finds the point to delete, or is seen here.
        var takenDown = await retry.InsistAsync(token => parts.Known.GetTakenDownAsync(token).AsTask(), cancellationToken);
        var late = points.Ids.Where(takenDown.Contains).ToList();
        if (late.Count > 0)
        {
            await retry.InsistAsync(token => parts.Index.DeleteAsync(run.Target.Collection, late, token), cancellationToken);
        }

        for (var i = 0; i < batch.Tiles.Count; i++)
        {
            var tile = batch.Tiles[i];
            if (takenDown.Contains(tile.Pending.Id))
            {
                progress.Repeat(tile.Pending, TakenDown.Row(tile.Pending, time.GetUtcNow()));
                continue;
            }

            var point = run.KeepEmbeddings
                ? new EmbeddedPoint(tile.Pending.Id, StoredEmbeddings.Rounded(batch.Embeddings.Span.Slice(i * run.Target.Dimension, run.Target.Dimension)), points.Payloads[i])
                : null;
            progress.Acknowledge(tile.Pending, ImageState.Embedded, tile.ETag, point);
        }
    }

    private IReadOnlyDictionary<string, PayloadValue> Payload(DecodedTile tile) =>
        new Dictionary<string, PayloadValue>(tile.Pending.Image.Metadata)
        {
            [PayloadFields.Key] = tile.Pending.Image.Key.Value,
            [PayloadFields.Corpus] = run.Corpus.Value,
            [PayloadFields.ETag] = tile.ETag,
            [PayloadFields.ContentHash] = tile.ContentHash,
            [PayloadFields.Width] = (long)tile.Width,
            [PayloadFields.Height] = (long)tile.Height,
            [PayloadFields.Job] = run.Job.Value,
            [PayloadFields.Space] = run.Target.Space.Value,
        };
}
