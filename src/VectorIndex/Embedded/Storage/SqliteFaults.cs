using Cluster.Domain.Outcomes;
using SQLitePCL;

namespace Cluster.VectorIndex.Embedded.Storage;

/// <summary>The one table from SQLite's result codes to failures.</summary>
internal static class SqliteFaults
{
    public static void Check(int result, sqlite3 database)
    {
        if (result != raw.SQLITE_OK)
        {
            throw From(result, database);
        }
    }

    public static FailureException From(int result, sqlite3 database) =>
        From(result, raw.sqlite3_errmsg(database).utf8_to_string());

    public static FailureException From(int result, string message, Exception? inner = null) => (result & 0xFF) switch
    {
        raw.SQLITE_FULL => new(FailureKind.StorageFull, "The disk of the vector index is full: make room, then try again.", inner),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(FailureKind.Unavailable, $"The vector index is busy: {message}.", inner),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM =>
            new(FailureKind.Unavailable, $"The file of the vector index cannot be written: {message}. Check path and rights.", inner),
        raw.SQLITE_NOTADB => new(FailureKind.InvalidRequest, "The file of the vector index is not one: point the path elsewhere.", inner),
        raw.SQLITE_CORRUPT => new(FailureKind.Unavailable, $"The file of the vector index is damaged: {message}. Restore it.", inner),
        _ => new(FailureKind.Unavailable, $"The vector index failed: {message} (SQLite {result}).", inner),
    };
}
