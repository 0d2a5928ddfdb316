using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cluster.VectorIndex.Embedded.Storage;

/// <summary>One connection with its prepared statements; for one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteSession(EmbeddedVectorIndexOptions options, bool readOnly)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = options.Path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        try
        {
            _connection.Open();
            Run($"PRAGMA busy_timeout = 10000");
            Run($"PRAGMA cache_size = -{(readOnly ? options.ReadCacheKiB : options.WriteCacheKiB)}");
        }
        catch (SqliteException e)
        {
            _connection.Dispose();
            throw SqliteFaults.From(e.SqliteErrorCode, e.Message, e);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether a transaction is open; SQLite ends one by itself after some faults.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>The key that the last insert of a row with a new key got.</summary>
    public long LastInsertedRow => raw.sqlite3_last_insert_rowid(Handle);

    private sqlite3 Handle => _connection.Handle!;

    /// <summary>The prepared form of <paramref name="sql"/>, kept for the next time.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(Handle, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Prepares, runs and forgets.</summary>
    public void Run(string sql)
    {
        using var statement = new SqliteStatement(Handle, sql);
        statement.Run();
    }

    /// <summary>Forgets prepared statements, so that none outlives its table.</summary>
    public void ForgetStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }

    public void Dispose()
    {
        ForgetStatements();
        _connection.Dispose();
    }
}
