namespace Cluster.Encoders.Sharding;

/// <summary>Something for the shard's thread to do.</summary>
internal sealed class ShardWork(Action action, IReadOnlyList<string>? texts, Memory<float> embeddings, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    /// <summary>The texts, for work that can be joined with other texts; null for anything else.</summary>
    public IReadOnlyList<string>? Texts { get; } = texts;

    public Memory<float> Embeddings { get; } = embeddings;

    /// <summary>Does the work unless nobody waits for it any more.</summary>
    public void Run() => Complete(action);

    public void Complete(Action how)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _done.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            how();
            _done.TrySetResult();
        }
        catch (Exception fault)
        {
            _done.TrySetException(fault);
        }
    }

    public void Fail(Exception fault) => _done.TrySetException(fault);
}
