using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;

namespace Cluster.Pipeline.Progress;

/// <summary>Keeps the account of a run: which images are listed, which are accounted for, and what may be made durable.</summary>
internal sealed class ProgressTracker(PipelineRun run, PipelineOptions options, TimeProvider time, PipelineInstruments instruments)
{
    private readonly Lock _gate = new();
    private readonly Watermark _watermark = new(run.From);
    private readonly Dictionary<long, Ending> _endings = [];
    private TaskCompletionSource? _room;
    private TaskCompletionSource _due = NewSignal();
    private Checkpoint _committed = run.From;
    private long _committedAt = time.GetTimestamp();

    /// <summary>Completes when enough images are accounted for to be worth a checkpoint.</summary>
    public Task Due
    {
        get
        {
            lock (_gate)
            {
                return _due.Task;
            }
        }
    }

    /// <summary>Images listed that no checkpoint holds yet.</summary>
    public long Lag
    {
        get
        {
            lock (_gate)
            {
                return _watermark.Open + _watermark.Current.Sequence - _committed.Sequence;
            }
        }
    }

    /// <summary>Time since the last checkpoint, or the start.</summary>
    public TimeSpan CheckpointAge
    {
        get
        {
            lock (_gate)
            {
                return time.GetElapsedTime(_committedAt);
            }
        }
    }

    /// <summary>Embeddings are kept until their checkpoint, so there may not be too many of them.</summary>
    private int Interval => run.KeepEmbeddings ? Math.Min(run.CheckpointInterval, options.MaxAhead) : run.CheckpointInterval;

    private long Uncommitted => _watermark.Current.Sequence - _committed.Sequence;

    /// <summary>Waits until the listing is not too far ahead of the oldest open image.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_watermark.Open < options.MaxAhead && Uncommitted < 2 * Math.Max(Interval, options.MaxAhead))
                {
                    return;
                }

                room = (_room ??= NewSignal()).Task;
            }

            await room.WaitAsync(cancellationToken);
        }
    }

    public long List(string position)
    {
        lock (_gate)
        {
            return _watermark.List(position);
        }
    }

    /// <summary>The image's point stands in the index.</summary>
    /// <param name="pending">The image.</param>
    /// <param name="state">Embedded by this job, or unchanged.</param>
    /// <param name="etag">The version that the point was made from.</param>
    /// <param name="point">The point as it was written, where the run keeps embeddings.</param>
    public void Acknowledge(PendingImage pending, ImageState state, string etag, EmbeddedPoint? point = null)
    {
        lock (_gate)
        {
            _endings.Add(pending.Sequence, new Ending(new KeptImage(pending.Id, etag), null, point));
            MoveOn(pending.Sequence, state);
        }

        instruments.OnImageDone(state, FailureKind.None);
    }

    /// <summary>The image was tried and is set aside.</summary>
    public void Quarantine(PendingImage pending, Failure failure) => SetAside(
        pending,
        new QuarantineRow(
            pending.Image.Key,
            pending.Image.Position,
            failure.Kind,
            failure.Detail,
            pending.Image.ETag,
            pending.Before?.FirstSeen ?? time.GetUtcNow(),
            (pending.Before?.Tries ?? 0) + 1));

    /// <summary>The image is set aside without a try, as it was before.</summary>
    public void Repeat(PendingImage pending, QuarantineRow before) => SetAside(pending, before with { Position = pending.Image.Position });

    /// <summary>What a checkpoint taken now would hold.</summary>
    public CheckpointOutcomes TakeStock()
    {
        lock (_gate)
        {
            var to = _watermark.Current;
            List<KeptImage> kept = [];
            List<QuarantineRow> quarantined = [];
            List<EmbeddedPoint> embedded = [];
            for (var sequence = _committed.Sequence; sequence < to.Sequence; sequence++)
            {
                var ending = _endings[sequence];
                if (ending.Row is { } row)
                {
                    quarantined.Add(row);
                    continue;
                }

                kept.Add(ending.Kept);
                if (ending.Point is { } point)
                {
                    embedded.Add(point);
                }
            }

            return new CheckpointOutcomes(_committed, to, kept, quarantined, embedded);
        }
    }

    /// <summary>The checkpoint is durable.</summary>
    public void Committed(Checkpoint checkpoint)
    {
        lock (_gate)
        {
            for (var sequence = _committed.Sequence; sequence < checkpoint.Sequence; sequence++)
            {
                _endings.Remove(sequence);
            }

            _committed = checkpoint;
            _committedAt = time.GetTimestamp();
            _due = NewSignal();
            SignalRoom();
            SignalIfDue();
        }
    }

    private void SetAside(PendingImage pending, QuarantineRow row)
    {
        lock (_gate)
        {
            _endings.Add(pending.Sequence, new Ending(default, row, null));
            MoveOn(pending.Sequence, ImageState.Quarantined);
        }

        instruments.OnImageDone(ImageState.Quarantined, row.Reason);
    }

    private void MoveOn(long sequence, ImageState state)
    {
        if (!_watermark.Acknowledge(sequence, state))
        {
            return;
        }

        SignalRoom();
        SignalIfDue();
    }

    private void SignalRoom()
    {
        _room?.TrySetResult();
        _room = null;
    }

    private void SignalIfDue()
    {
        if (Uncommitted >= Interval)
        {
            _due.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly record struct Ending(KeptImage Kept, QuarantineRow? Row, EmbeddedPoint? Point);
}
