using System.Runtime.InteropServices;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;

namespace Cluster.VectorIndex.Embedded.Storage;

/// <summary>
/// The two tables of a collection. Rows are appended in the order of writing whatever their ids are; only the small index of ids is written
/// at random. Payloads lie apart from the vectors, so that reading payloads does not drag the vectors through the cache.
/// </summary>
internal sealed class CollectionTables(long key)
{
    private readonly string _points = $"points_{key}";
    private readonly string _vectors = $"vectors_{key}";

    public void Create(SqliteSession session)
    {
        session.Run($"CREATE TABLE {_points} (row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, payload BLOB NOT NULL)");
        session.Run($"CREATE TABLE {_vectors} (row INTEGER PRIMARY KEY, id BLOB NOT NULL, vector BLOB NOT NULL)");
    }

    public void Drop(SqliteSession session)
    {
        session.ForgetStatements();
        session.Run($"DROP TABLE {_points}");
        session.Run($"DROP TABLE {_vectors}");
    }

    /// <summary>Writes a point; true when it was not there before.</summary>
    public bool Put(SqliteSession session, PointId id, ReadOnlySpan<float> vector, ReadOnlySpan<byte> payload)
    {
        var row = FindRow(session, id);
        if (row is null)
        {
            session.Statement($"INSERT INTO {_points} (id, payload) VALUES (?, ?)").Bind(1, id).Bind(2, payload).Run();
            session.Statement($"INSERT INTO {_vectors} (row, id, vector) VALUES (?, ?, ?)")
                .Bind(1, session.LastInsertedRow).Bind(2, id).Bind(3, MemoryMarshal.AsBytes(vector)).Run();
            return true;
        }

        session.Statement($"UPDATE {_points} SET payload = ? WHERE row = ?").Bind(1, payload).Bind(2, row.Value).Run();
        session.Statement($"UPDATE {_vectors} SET vector = ? WHERE row = ?").Bind(1, MemoryMarshal.AsBytes(vector)).Bind(2, row.Value).Run();
        return false;
    }

    /// <summary>Changes some payload fields; false when the point is not there.</summary>
    public bool SetPayload(SqliteSession session, PointId id, IReadOnlyDictionary<string, PayloadValue> fields)
    {
        if (FindPayload(session, id, fields: null) is not { } payload)
        {
            return false;
        }

        var merged = new Dictionary<string, PayloadValue>(payload, StringComparer.Ordinal);
        foreach (var (field, value) in fields)
        {
            merged[field] = value;
        }

        session.Statement($"UPDATE {_points} SET payload = ? WHERE id = ?").Bind(1, StoredPayload.Write(merged)).Bind(2, id).Run();
        return true;
    }

    /// <summary>Deletes a point; false when it is not there.</summary>
    public bool Delete(SqliteSession session, PointId id)
    {
        if (FindRow(session, id) is not { } row)
        {
            return false;
        }

        session.Statement($"DELETE FROM {_points} WHERE row = ?").Bind(1, row).Run();
        session.Statement($"DELETE FROM {_vectors} WHERE row = ?").Bind(1, row).Run();
        return true;
    }

    public IReadOnlyDictionary<string, PayloadValue>? FindPayload(SqliteSession session, PointId id, IReadOnlyList<string>? fields)
    {
        var statement = session.Statement($"SELECT payload FROM {_points} WHERE id = ?").Bind(1, id);
        var payload = statement.Step() ? StoredPayload.Read(statement.Blob(0), fields) : null;
        statement.Reset();
        return payload;
    }

    public ReadOnlyMemory<float>? FindVector(SqliteSession session, PointId id)
    {
        if (FindRow(session, id) is not { } row)
        {
            return null;
        }

        var statement = session.Statement($"SELECT vector FROM {_vectors} WHERE row = ?").Bind(1, row);
        var vector = statement.Step() ? MemoryMarshal.Cast<byte, float>(statement.Blob(0)).ToArray() : default(ReadOnlyMemory<float>?);
        statement.Reset();
        return vector;
    }

    public StoredPoint? Find(SqliteSession session, PointId id, PointSelector select) =>
        FindPayload(session, id, select.Fields) is { } payload
            ? new StoredPoint(id, payload, select.Vector ? FindVector(session, id) : null)
            : null;

    /// <summary>All points that pass, by ascending id from <paramref name="from"/>, each with the payload fields that the filter needs.</summary>
    public IEnumerable<(PointId Id, IReadOnlyDictionary<string, PayloadValue> Payload)> Walk(
        SqliteSession session, PointId? from, Filter? filter, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        var statement = session.Statement($"SELECT id, payload FROM {_points} WHERE id >= ? ORDER BY id").Bind(1, from ?? default);
        try
        {
            while (statement.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var id = statement.Id(0);
                var payload = StoredPayload.Read(statement.Blob(1), fields);
                if (FilterMatcher.Matches(filter, id, payload))
                {
                    yield return (id, payload);
                }
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Every value of one field, in the order of writing.</summary>
    public IEnumerable<(PointId Id, PayloadValue Value)> ReadField(SqliteSession session, string field)
    {
        var name = System.Text.Encoding.UTF8.GetBytes(field);
        var statement = session.Statement($"SELECT id, payload FROM {_points} ORDER BY row");
        try
        {
            while (statement.Step())
            {
                if (StoredPayload.ReadField(statement.Blob(1), name) is { } value)
                {
                    yield return (statement.Id(0), value);
                }
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The keys of the first and last row; last is below first when there are none.</summary>
    public (long First, long Last) RowRange(SqliteSession session)
    {
        var first = session.Statement($"SELECT min(row) FROM {_vectors}").Scalar();
        var last = session.Statement($"SELECT max(row) FROM {_vectors}").Scalar();
        return last == 0 ? (1, 0) : (first, last);
    }

    /// <summary>The vectors of a range of rows, bound and ready to be stepped: columns id, vector.</summary>
    public SqliteStatement ReadVectors(SqliteSession session, long first, long last) =>
        session.Statement($"SELECT id, vector FROM {_vectors} WHERE row BETWEEN ? AND ? ORDER BY row").Bind(1, first).Bind(2, last);

    private long? FindRow(SqliteSession session, PointId id)
    {
        var statement = session.Statement($"SELECT row FROM {_points} WHERE id = ?").Bind(1, id);
        long? row = statement.Step() ? statement.Integer(0) : null;
        statement.Reset();
        return row;
    }
}
