namespace Cluster.VectorIndex.Embedded.Storage;

/// <summary>A write on its way through the <see cref="WriteQueue"/>.</summary>
internal abstract class PendingWrite(long bytes)
{
    public long Bytes => bytes;

    /// <summary>Whether it runs outside any transaction.</summary>
    public bool IsPause => bytes < 0;

    /// <summary>Why it failed, once it has.</summary>
    public Exception? Fault { get; protected set; }

    /// <summary>Runs it; false when it failed or was cancelled and has to be undone.</summary>
    public abstract bool Execute(SqliteSession session);

    /// <summary>Applies it to memory and tells the caller, or tells why it failed.</summary>
    public abstract void Finish();

    /// <summary>The commit failed.</summary>
    public abstract void Fail(Exception fault);
}

/// <summary>A write with a result.</summary>
internal sealed class PendingWrite<T>(long bytes, Func<SqliteSession, T> write, Action<T>? apply, CancellationToken cancellationToken) : PendingWrite(bytes)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override bool Execute(SqliteSession session)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _result = write(session);
            return true;
        }
        catch (Exception e)
        {
            Fault = e;
            return false;
        }
    }

    public override void Finish()
    {
        if (Fault is not null)
        {
            Fail(Fault);
            return;
        }

        try
        {
            apply?.Invoke(_result!);
            _completion.TrySetResult(_result!);
        }
        catch (Exception e)
        {
            // Durable, but not visible: the caller has to know, and will write again.
            _completion.TrySetException(e);
        }
    }

    public override void Fail(Exception fault)
    {
        if (fault is OperationCanceledException cancelled)
        {
            _completion.TrySetCanceled(cancelled.CancellationToken);
        }
        else
        {
            _completion.TrySetException(fault);
        }
    }
}
