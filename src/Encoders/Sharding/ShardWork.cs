namespace Cluster.Encoders.Sharding;

/// <summary>Something for the shard's thread to do.</summary>
internal sealed class ShardWork(Action action, IReadOnlyList<string>? texts, Memory<float> embeddings, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _givenUp;

    public Task Done => _done.Task;

    /// <summary>The texts, for work that can be joined with other texts; null for anything else.</summary>
    public IReadOnlyList<string>? Texts { get; } = texts;

    public Memory<float> Embeddings { get; } = embeddings;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Where it waits; of no list any more once it was taken.</summary>
    public LinkedListNode<ShardWork>? Place { get; set; }

    public void WhenGivenUp(Action leave) => _givenUp = cancellationToken.UnsafeRegister(static state => ((Action)state!)(), leave);

    /// <summary>For work that was not taken on.</summary>
    public void Forget() => _givenUp.Dispose();

    /// <summary>Does the work unless nobody waits for it any more.</summary>
    public void Run() => Complete(action);

    public void Complete(Action how)
    {
        _givenUp.Dispose();
        if (_done.Task.IsCompleted)
        {
            return;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            Cancel();
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

    /// <summary>It will not be done; whoever waits for it is told.</summary>
    public void Fail(Exception fault)
    {
        _givenUp.Dispose();
        _done.TrySetException(fault);
    }

    public void Cancel() => _done.TrySetCanceled(cancellationToken);
}
