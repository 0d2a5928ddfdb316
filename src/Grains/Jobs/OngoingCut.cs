using System.Threading.Channels;
using Cluster.Corpora;
using Cluster.Domain.Corpora;

namespace Cluster.Grains.Jobs;

/// <summary>Cuts a corpus into partitions, a bounded number ahead of the job that takes them, and counts its images on the way.</summary>
/// <remarks>One job takes from it. It ends when its corpus does, at a fault, or when no one has taken anything for a while.</remarks>
internal sealed class OngoingCut : IDisposable
{
    private const int Ahead = 1_024;

    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);

    private readonly Channel<CorpusPartition> _cut = Channel.CreateBounded<CorpusPartition>(Ahead);
    private readonly TaskCompletionSource<long?> _total = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _idle;

    public OngoingCut(ICorpusSource source, CorpusPartition? after, TimeProvider time)
    {
        Last = after;
        _idle = time.CreateTimer(static cut => ((OngoingCut)cut!)._stop.Cancel(), this, IdleLimit, Timeout.InfiniteTimeSpan);
        _ = Task.Run(() => CutAsync(source, after));
    }

    /// <summary>The partition that was taken last; what comes next lies behind it.</summary>
    public CorpusPartition? Last { get; private set; }

    /// <summary>Whether no one has taken anything for so long that it ended.</summary>
    public bool IsGivenUp => _stop.IsCancellationRequested;

    /// <summary>Images of all partitions, when the cut has come to its end; null when the source cannot tell, or there are more partitions than are cut ahead.</summary>
    public Task<long?> Total => _total.Task;

    /// <summary>The next partitions: all that are cut, and where none is, the first that will be; and whether there are no more.</summary>
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">The source's fault.</exception>
    /// <exception cref="OperationCanceledException">Given up, or idle for too long.</exception>
    public async Task<ListedPartitions> TakeAsync(int most, CancellationToken cancellationToken)
    {
        _idle.Change(IdleLimit, Timeout.InfiniteTimeSpan);
        List<CorpusPartition> next = [];
        if (await _cut.Reader.WaitToReadAsync(cancellationToken))
        {
            while (next.Count < most && _cut.Reader.TryRead(out var partition))
            {
                next.Add(partition);
                Last = partition;
            }
        }

        return new ListedPartitions(next, _cut.Reader.Completion.IsCompletedSuccessfully);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        _idle.Dispose();
    }

    private async Task CutAsync(ICorpusSource source, CorpusPartition? after)
    {
        try
        {
            long? total = 0;
            await foreach (var partition in source.ListPartitionsAsync(after, _stop.Token))
            {
                total = partition.Count < 0 ? null : total + partition.Count;
                if (total is null)
                {
                    _total.TrySetResult(null);
                }

                if (!_cut.Writer.TryWrite(partition))
                {
                    // Nobody takes while the images are counted: more partitions than are cut ahead are not worth waiting for.
                    _total.TrySetResult(null);
                    await _cut.Writer.WriteAsync(partition, _stop.Token);
                }
            }

            // In this order: who was told the total finds the end when it takes the last partition.
            _cut.Writer.Complete();
            _total.TrySetResult(total);
        }
        catch (Exception fault)
        {
            // Whatever it was, the job that takes from here meets it in its place in the order.
            _total.TrySetResult(null);
            _cut.Writer.Complete(fault);
        }
    }
}
