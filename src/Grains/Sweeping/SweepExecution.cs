namespace Cluster.Grains.Sweeping;

/// <summary>A sweep at work on this silo.</summary>
public sealed class SweepExecution : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    internal SweepExecution(Func<CancellationToken, Task> work) => Work = Task.Run(() => work(_stop.Token));

    /// <summary>The work; never fails.</summary>
    public Task Work { get; }

    /// <summary>Whether the work has ended.</summary>
    public bool IsOver => Work.IsCompleted;

    /// <summary>Asks for an end; the sweep is begun again later where it was.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();
}
