using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Storage;

namespace Cluster.Silo.Storage;

/// <summary>
/// Grain state in one SQLite file. Each row carries a version; a writer that saw another version than the stored one is refused, so two
/// activations of a grain cannot overwrite each other.
/// </summary>
public sealed class SqliteGrainStorage : IGrainStorage
{
    private readonly Serializer _serializer;
    private readonly string _connection;

    /// <summary>Opens the file, making it when it is not there.</summary>
    public SqliteGrainStorage(IOptions<SqliteGrainStorageOptions> options, Serializer serializer)
    {
        _serializer = serializer;
        var path = Path.GetFullPath(options.Value.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _connection = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
        using var connection = Open();
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(connection, "CREATE TABLE IF NOT EXISTS grain_state (grain TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, state BLOB NOT NULL, PRIMARY KEY (grain, name)) WITHOUT ROWID");
    }

    /// <inheritdoc />
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.Run(() =>
    {
        using var connection = Open();
        using var command = Command(connection, "SELECT version, state FROM grain_state WHERE grain = $grain AND name = $name", stateName, grainId);
        using var reader = command.ExecuteReader();
        grainState.RecordExists = reader.Read();
        if (grainState.RecordExists)
        {
            grainState.ETag = reader.GetInt64(0).ToString(CultureInfo.InvariantCulture);
            grainState.State = _serializer.Deserialize<T>((byte[])reader[1])!;
        }
    });

    /// <inheritdoc />
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // The grain may go on changing its state while the file is written.
        var bytes = _serializer.SerializeToArray(grainState.State);
        var seen = Version(grainState.ETag);
        return Task.Run(() =>
        {
            using var connection = Open();
            using var command = Command(
                connection,
                seen == 0
                    ? "INSERT INTO grain_state (grain, name, version, state) VALUES ($grain, $name, 1, $state) ON CONFLICT DO NOTHING"
                    : "UPDATE grain_state SET version = version + 1, state = $state WHERE grain = $grain AND name = $name AND version = $version",
                stateName,
                grainId);
            command.Parameters.AddWithValue("$state", bytes);
            command.Parameters.AddWithValue("$version", seen);
            Require(command.ExecuteNonQuery() == 1, stateName, grainId, grainState.ETag);
            grainState.ETag = (seen + 1).ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
        });
    }

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.Run(() =>
    {
        using var connection = Open();
        using var command = Command(connection, "DELETE FROM grain_state WHERE grain = $grain AND name = $name AND version = $version", stateName, grainId);
        command.Parameters.AddWithValue("$version", Version(grainState.ETag));
        Require(command.ExecuteNonQuery() == 1 || !grainState.RecordExists, stateName, grainId, grainState.ETag);

        // What was cleared may have been about a person: no copy stays behind in the log, and none in free pages.
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    });

    private static long Version(string? etag) => etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);

    private static void Require(bool wasStored, string stateName, GrainId grainId, string? etag)
    {
        if (!wasStored)
        {
            throw new InconsistentStateException($"State '{stateName}' of {grainId} has another version than {etag ?? "none"}: another activation wrote it.");
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, string stateName, GrainId grainId)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$grain", grainId.ToString());
        command.Parameters.AddWithValue("$name", stateName);
        return command;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        Run(connection, "PRAGMA synchronous = FULL");
        Run(connection, "PRAGMA secure_delete = ON");
        return connection;
    }
}
