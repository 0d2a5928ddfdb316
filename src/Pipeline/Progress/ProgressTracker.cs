using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;

namespace Cluster.Pipeline.Progress;

/// <summary>Keeps the account of a run: which images are listed, which are accounted for, and what may be made durable.</summary>
internal sealed class ProgressTracker(PipelineRun run, PipelineOptions options, TimeProvider time, PipelineInstruments instruments)
{
    private readonly Lock _gate = new();
    private readonly Watermark _watermark = new(run.From);
    private readonly SortedDictionary<long, QuarantineRow> _quarantined = [];
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

    /// <summary>Waits until the listing is not too far ahead of the oldest open image.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        Task room;
        lock (_gate)
        {
            if (_watermark.Open < options.MaxAhead)
            {
                return;
            }

            room = (_room ??= NewSignal()).Task;
        }

        await room.WaitAsync(cancellationToken);
    }

    public long List(string position)
    {
        lock (_gate)
        {
            return _watermark.List(position);
        }
    }

    public void Acknowledge(long sequence, ImageState state)
    {
        lock (_gate)
        {
            MoveOn(sequence, state);
        }

        instruments.OnImageDone(state, FailureKind.None);
    }

    public void Quarantine(PendingImage pending, Failure failure)
    {
        lock (_gate)
        {
            _quarantined.Add(
                pending.Sequence,
                new QuarantineRow(pending.Image.Key, pending.Image.Position, failure.Kind, failure.Detail, pending.Image.ETag, time.GetUtcNow(), 1));
            MoveOn(pending.Sequence, ImageState.Quarantined);
        }

        instruments.OnImageDone(ImageState.Quarantined, failure.Kind);
    }

    /// <summary>What a checkpoint taken now would hold.</summary>
    public (Checkpoint From, Checkpoint To, IReadOnlyList<QuarantineRow> Quarantined) TakeStock()
    {
        lock (_gate)
        {
            var to = _watermark.Current;
            return (_committed, to, [.. _quarantined.TakeWhile(row => row.Key < to.Sequence).Select(static row => row.Value)]);
        }
    }

    /// <summary>The checkpoint is durable.</summary>
    public void Committed(Checkpoint checkpoint)
    {
        lock (_gate)
        {
            _committed = checkpoint;
            _committedAt = time.GetTimestamp();
            foreach (var sequence in _quarantined.Keys.TakeWhile(sequence => sequence < checkpoint.Sequence).ToList())
            {
                _quarantined.Remove(sequence);
            }

            _due = NewSignal();
            SignalIfDue();
        }
    }

    private void MoveOn(long sequence, ImageState state)
    {
        if (!_watermark.Acknowledge(sequence, state))
        {
            return;
        }

        _room?.TrySetResult();
        _room = null;
        SignalIfDue();
    }

    private void SignalIfDue()
    {
        if (_watermark.Current.Sequence - _committed.Sequence >= run.CheckpointInterval)
        {
            _due.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
