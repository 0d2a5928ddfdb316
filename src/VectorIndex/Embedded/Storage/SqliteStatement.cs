using System.Text;
using Cluster.Domain.Identity;
using SQLitePCL;

namespace Cluster.VectorIndex.Embedded.Storage;

/// <summary>
/// A prepared statement bound and read by spans. The ADO layer copies every vector into an array of its own first, which costs more than SQLite does.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteFaults.Check(raw.sqlite3_prepare_v2(database, sql, out _statement), database);
    }

    public SqliteStatement Bind(int parameter, long value)
    {
        SqliteFaults.Check(raw.sqlite3_bind_int64(_statement, parameter, value), _database);
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        SqliteFaults.Check(raw.sqlite3_bind_blob(_statement, parameter, value), _database);
        return this;
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        SqliteFaults.Check(raw.sqlite3_bind_text(_statement, parameter, Encoding.UTF8.GetBytes(value)), _database);
        return this;
    }

    public SqliteStatement Bind(int parameter, PointId id)
    {
        Span<byte> bytes = stackalloc byte[PointId.Size];
        id.Write(bytes);
        return Bind(parameter, bytes);
    }

    /// <summary>True when there is a row to read; false at the end, when the statement is ready to be bound again.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        if (result != raw.SQLITE_DONE)
        {
            throw SqliteFaults.From(result, _database);
        }

        return false;
    }

    /// <summary>Runs to the end and passes over any rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>The first column of the only row; 0 when there is none.</summary>
    public long Scalar()
    {
        var value = Step() ? Integer(0) : 0;
        Reset();
        return value;
    }

    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public PointId Id(int column) => PointId.Read(Blob(column));

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public void Dispose() => _statement.Dispose();
}
