namespace Cluster.Encoders.Sharding;

/// <summary>Rows for one tower of a shard to compute, and who waits for them.</summary>
internal sealed class ShardWork(IShardTower tower, int rows, Memory<float> embeddings, Lane lane, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _givenUp;

    public Task Done => _done.Task;

    /// <summary>What computes it.</summary>
    public IShardTower Tower => tower;

    /// <summary>Rows that it asks for.</summary>
    public int Rows => rows;

    /// <summary>Where they go.</summary>
    public Memory<float> Embeddings => embeddings;

    public Lane Lane => lane;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>What the image tower reads.</summary>
    public ReadOnlyMemory<byte> Tiles { get; init; }

    /// <summary>What the text tower reads.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Goes in front of all others, and through its tower alone.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Where it waits; of no list any more once it was taken.</summary>
    public LinkedListNode<ShardWork>? Place { get; set; }

    public void WhenGivenUp(Action leave) => _givenUp = cancellationToken.UnsafeRegister(static state => ((Action)state!)(), leave);

    /// <summary>For work that was not taken on.</summary>
    public void Forget() => _givenUp.Dispose();

    /// <summary>Whether nobody waits for it any more; whoever gave up is told.</summary>
    public bool IsGivenUp()
    {
        if (cancellationToken.IsCancellationRequested)
        {
            Cancel();
        }

        return _done.Task.IsCompleted;
    }

    /// <summary>It is computed; <paramref name="deliver"/> brings it to its caller.</summary>
    public void Complete(Action deliver)
    {
        _givenUp.Dispose();
        if (IsGivenUp())
        {
            return;
        }

        try
        {
            deliver();
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
