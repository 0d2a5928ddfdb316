using System.Threading.Channels;

namespace Cluster.VectorIndex.Embedded.Storage;

/// <summary>
/// The one writer: a thread of its own that takes writes in order, puts those that wait into one transaction (a commit to disk costs the
/// same for one as for many) and tells each caller once it is durable.
/// </summary>
/// <remarks>
/// Each write is a savepoint, so that one that fails undoes itself alone. After the commit the writes are applied to memory in the same
/// order, on this thread: memory has one writer, too.
/// </remarks>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int MaxWaiting = 64;
    private const long MaxBytesPerCommit = 32L << 20;

    private readonly SqliteSession _session;
    private readonly Channel<PendingWrite> _waiting = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WriteQueue(SqliteSession session)
    {
        _session = session;
        new Thread(Work) { IsBackground = true, Name = "vector index writer" }.Start();
    }

    /// <summary>Queues a write; the result comes when it is durable and applied.</summary>
    /// <param name="bytes">About how much it writes.</param>
    /// <param name="write">Runs in the transaction.</param>
    /// <param name="apply">Runs after the commit; must not fail.</param>
    /// <param name="cancellationToken">Drops the write if it has not begun.</param>
    public Task<T> WriteAsync<T>(long bytes, Func<SqliteSession, T> write, Action<T>? apply, CancellationToken cancellationToken) =>
        EnqueueAsync(new PendingWrite<T>(bytes, write, apply, cancellationToken), cancellationToken);

    /// <summary>Runs between two transactions, when file and memory hold the same.</summary>
    public Task<T> PauseAsync<T>(Func<T> action, CancellationToken cancellationToken) =>
        EnqueueAsync(new PendingWrite<T>(bytes: -1, _ => action(), apply: null, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ended.Task;
        _session.Dispose();
    }

    private async Task<T> EnqueueAsync<T>(PendingWrite<T> write, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(EmbeddedVectorIndex));
        }

        return await write.Completion;
    }

    private void Work()
    {
        var group = new List<PendingWrite>();
        PendingWrite? held = null;
        while (held is not null || WaitToRead())
        {
            group.Clear();
            var bytes = 0L;
            while ((held is not null || _waiting.Reader.TryRead(out held)) && !held.IsPause && bytes < MaxBytesPerCommit)
            {
                bytes += held.Bytes;
                group.Add(held);
                held = null;
            }

            if (group.Count > 0)
            {
                Commit(group);
            }

            if (held is { IsPause: true })
            {
                held.Execute(_session);
                held.Finish();
                held = null;
            }
        }

        _ended.SetResult();
    }

    // The thread is the writer's own: blocking it is its way of waiting.
    private bool WaitToRead() => _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Commit(List<PendingWrite> group)
    {
        try
        {
            _session.Statement("BEGIN IMMEDIATE").Run();
            foreach (var write in group)
            {
                _session.Statement("SAVEPOINT write").Run();
                if (!write.Execute(_session))
                {
                    if (!_session.InTransaction)
                    {
                        // A full disk ends the whole transaction, not the savepoint alone.
                        throw write.Fault!;
                    }

                    _session.Statement("ROLLBACK TO write").Run();
                }

                _session.Statement("RELEASE write").Run();
            }

            _session.Statement("COMMIT").Run();
        }
        catch (Exception e)
        {
            Undo();
            group.ForEach(write => write.Fail(e));
            return;
        }

        group.ForEach(static write => write.Finish());
    }

    private void Undo()
    {
        try
        {
            if (_session.InTransaction)
            {
                _session.Statement("ROLLBACK").Run();
            }
        }
        catch (Exception)
        {
            // The next BEGIN reports what stands in the way.
        }
    }
}
