namespace Cluster.Grains.Reembedding;

/// <summary>A step at work on the thread pool of this silo.</summary>
public sealed class StepRun : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    internal StepRun(Func<CancellationToken, Task<StepEnd>> work) => Work = Task.Run(() => work(_stop.Token));

    /// <summary>The work; never fails.</summary>
    public Task<StepEnd> Work { get; }

    /// <summary>Asks for an end.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();
}
