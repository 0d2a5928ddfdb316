using Cluster.Domain.Identity;

namespace Cluster.Grains.Partitions;

/// <summary>The pipelines at work in this silo. Safe for concurrent use.</summary>
public sealed class PartitionExecutions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PartitionExecution, PartitionId> _running = [];
    private bool _isDraining;

    /// <summary>Whether the silo is ending and takes no more work.</summary>
    public bool IsDraining
    {
        get
        {
            lock (_gate)
            {
                return _isDraining;
            }
        }
    }

    /// <summary>Pipelines at work.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>Starts work on a partition; null when the silo is draining.</summary>
    public PartitionExecution? TryStart(PartitionId partition, Func<CancellationToken, Task> work)
    {
        PartitionExecution execution;
        lock (_gate)
        {
            if (_isDraining)
            {
                return null;
            }

            execution = new PartitionExecution(work);
            _running.Add(execution, partition);
        }

        _ = execution.Work.ContinueWith(
            _ =>
            {
                lock (_gate)
                {
                    _running.Remove(execution);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return execution;
    }

    /// <summary>Takes no more work, asks all that runs for a last checkpoint, and waits for it until <paramref name="limit"/>.</summary>
    /// <returns>The partitions that had not ended by then; their leases are taken over by whoever gets them.</returns>
    public async Task<IReadOnlyList<PartitionId>> DrainAsync(CancellationToken limit)
    {
        List<PartitionExecution> running;
        lock (_gate)
        {
            _isDraining = true;
            running = [.. _running.Keys];
        }

        running.ForEach(static execution => execution.Stop());
        try
        {
            await Task.WhenAll(running.Select(static execution => execution.Work)).WaitAsync(limit);
        }
        catch (OperationCanceledException)
        {
            // What has not ended by now ends with the process.
        }

        lock (_gate)
        {
            return [.. _running.Values];
        }
    }
}
