namespace Cluster.Cli.Hub.Transport;

/// <summary>Bounds a wait on the network: a connection that has gone silent is a passing fault like one that broke.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="TimeoutException">It took longer than a minute.</exception>
    public static async Task LimitAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await act(limit.Token);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no byte within {Limit.TotalSeconds:F0} s", fault);
        }
    }
}
