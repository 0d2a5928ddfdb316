namespace Cluster.Grains.Operations;

/// <summary>A long operation at work on this silo.</summary>
public sealed class OperationExecution : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    internal OperationExecution(Func<CancellationToken, Task> work) => Work = Task.Run(() => work(_stop.Token));

    /// <summary>The work; never fails.</summary>
    public Task Work { get; }

    /// <summary>Asks for an end.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();
}
