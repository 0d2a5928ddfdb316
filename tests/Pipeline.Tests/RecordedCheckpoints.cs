using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Pipeline.Progress;

namespace Cluster.Pipeline.Tests;

/// <summary>Keeps what was committed as the ledger and the partition would: a segment replaces the one of the same start.</summary>
internal sealed class RecordedCheckpoints : ICheckpointSink
{
    private readonly SortedDictionary<long, CheckpointOutcomes> _segments = [];

    public Checkpoint Last { get; private set; } = Checkpoint.Start;

    public int Commits { get; private set; }

    /// <summary>Called before a commit takes place; false refuses it as a lost lease would, an exception is a crash.</summary>
    public Func<Checkpoint, bool> OnCommit { get; set; } = static _ => true;

    public bool IsHeld { get; set; } = true;

    public IReadOnlyList<QuarantineRow> Quarantined => [.. _segments.Values.SelectMany(static outcomes => outcomes.Quarantined)];

    public IReadOnlyList<KeptImage> Kept => [.. _segments.Values.SelectMany(static outcomes => outcomes.Kept)];

    public IReadOnlyList<EmbeddedPoint> Embedded => [.. _segments.Values.SelectMany(static outcomes => outcomes.Embedded)];

    public Task<bool> CommitAsync(CheckpointOutcomes outcomes, CancellationToken cancellationToken)
    {
        var (from, to) = (outcomes.From, outcomes.To);
        Assert.Equal(to.Sequence - from.Sequence, outcomes.Kept.Count + outcomes.Quarantined.Count);
        if (to.Sequence > from.Sequence)
        {
            _segments[from.Sequence] = outcomes;
        }

        if (!OnCommit(to))
        {
            return Task.FromResult(false);
        }

        Assert.True(to.Sequence >= Last.Sequence, "a checkpoint went back");
        Assert.Equal(to.Sequence, to.Counts.Total);
        Last = to;
        Commits++;
        return Task.FromResult(true);
    }
}
