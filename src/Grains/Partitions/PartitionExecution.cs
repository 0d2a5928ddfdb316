namespace Cluster.Grains.Partitions;

/// <summary>A pipeline at work on a partition of this silo.</summary>
public sealed class PartitionExecution : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    internal PartitionExecution(Func<CancellationToken, Task> work) => Work = Task.Run(() => work(_stop.Token));

    /// <summary>The work; never fails.</summary>
    public Task Work { get; }

    /// <summary>Whether the work has ended.</summary>
    public bool IsOver => Work.IsCompleted;

    /// <summary>Asks for an end after a last checkpoint.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();
}
