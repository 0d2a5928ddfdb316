using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.VectorIndex.Embedded.Storage;

/// <summary>The table of collections, and the settings of the file.</summary>
internal static class CollectionCatalog
{
    // "ECVI": tells this file from any other SQLite file.
    private const long ApplicationId = 0x45435649;
    private const long SchemaVersion = 1;
    private const int PageBytes = 8192;

    /// <summary>Makes the file what the index needs, or refuses one that is something else.</summary>
    public static void Prepare(SqliteSession session, EmbeddedVectorIndexOptions options)
    {
        var application = session.Statement("PRAGMA application_id").Scalar();
        var version = session.Statement("PRAGMA user_version").Scalar();
        var isNew = session.Statement("SELECT count(*) FROM sqlite_schema").Scalar() == 0;
        session.ForgetStatements();
        if (!isNew && (application != ApplicationId || version != SchemaVersion))
        {
            throw new FailureException(
                FailureKind.InvalidRequest, $"'{options.Path}' is a database of something else, or of another version of the vector index. Use another path.");
        }

        if (isNew)
        {
            session.Run($"PRAGMA page_size = {PageBytes}");
            session.Run($"PRAGMA application_id = {ApplicationId}");
            session.Run($"PRAGMA user_version = {SchemaVersion}");
        }

        session.Run("PRAGMA journal_mode = WAL");
        session.Run($"PRAGMA synchronous = {(options.Durability == WriteDurability.PowerLoss ? "FULL" : "NORMAL")}");
        session.Run($"PRAGMA wal_autocheckpoint = {((long)options.LogMiB << 20) / PageBytes}");
        session.Run($"PRAGMA journal_size_limit = {(long)options.LogMiB << 20}");

        // A key is never given twice, so no table of a dropped collection is taken for that of a new one.
        session.Run(
            """
            CREATE TABLE IF NOT EXISTS collections (
                key INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, space TEXT NOT NULL, dimension INTEGER NOT NULL, points INTEGER NOT NULL)
            """);
    }

    public static List<(long Key, CollectionInfo Info)> Read(SqliteSession session)
    {
        var collections = new List<(long, CollectionInfo)>();
        var statement = session.Statement("SELECT key, name, space, dimension, points FROM collections");
        while (statement.Step())
        {
            collections.Add((
                statement.Integer(0),
                new CollectionInfo(
                    new CollectionName(statement.Text(1)), new EmbeddingSpaceId(statement.Text(2)), (int)statement.Integer(3), statement.Integer(4))));
        }

        return collections;
    }

    public static long? FindKey(SqliteSession session, CollectionName name)
    {
        var key = session.Statement("SELECT key FROM collections WHERE name = ?").Bind(1, name.Value).Scalar();
        return key == 0 ? null : key;
    }

    public static bool IsThere(SqliteSession session, long key) =>
        session.Statement("SELECT 1 FROM collections WHERE key = ?").Bind(1, key).Scalar() == 1;

    public static long Add(SqliteSession session, CollectionSpec spec)
    {
        session.Statement("INSERT INTO collections (name, space, dimension, points) VALUES (?, ?, ?, 0)")
            .Bind(1, spec.Name.Value).Bind(2, spec.Space.Value).Bind(3, spec.Dimension).Run();
        var key = session.LastInsertedRow;
        new CollectionTables(key).Create(session);
        return key;
    }

    public static void Remove(SqliteSession session, long key)
    {
        session.Statement("DELETE FROM collections WHERE key = ?").Bind(1, key).Run();
        new CollectionTables(key).Drop(session);
    }

    public static void AddPoints(SqliteSession session, long key, long difference)
    {
        if (difference != 0)
        {
            session.Statement("UPDATE collections SET points = points + ? WHERE key = ?").Bind(1, difference).Bind(2, key).Run();
        }
    }
}
