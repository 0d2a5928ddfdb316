using System.Collections.Concurrent;

namespace Cluster.VectorIndex.Embedded.Storage;

/// <summary>The read connections, opened as needed and used again. Each read sees the last committed state.</summary>
internal sealed class SqliteReaders(EmbeddedVectorIndexOptions options) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _closed;

    /// <summary>Runs <paramref name="read"/> in one read transaction, on the thread pool: SQLite blocks its thread.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) => Task.Run(() => Read(read), cancellationToken);

    public T Read<T>(Func<SqliteSession, T> read)
    {
        var session = Begin();
        try
        {
            return read(session);
        }
        finally
        {
            End(session);
        }
    }

    /// <summary>A session whose transaction is open; the state it sees is pinned by its first read.</summary>
    public SqliteSession Begin()
    {
        if (!_idle.TryTake(out var session))
        {
            session = new SqliteSession(options, readOnly: true);
        }

        session.Statement("BEGIN").Run();
        return session;
    }

    /// <summary>Hands back what <see cref="Begin"/> gave.</summary>
    public void End(SqliteSession session)
    {
        try
        {
            session.Statement("ROLLBACK").Run();
        }
        catch
        {
            session.Dispose();
            throw;
        }

        if (_closed)
        {
            session.Dispose();
        }
        else
        {
            _idle.Add(session);
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
