using System.Runtime.InteropServices;
using Cluster.Domain.Outcomes;
using Cluster.VectorIndex.Embedded.Memory;
using Cluster.VectorIndex.Embedded.Storage;
using Microsoft.Extensions.Logging;

namespace Cluster.VectorIndex.Embedded;

/// <summary>Brings the vectors of a collection into memory, several connections reading one state of the file while writes go on.</summary>
/// <remarks>
/// 1. Between two writes: pin that state on every connection, and keep the writes that follow.
/// 2. Read the vectors, each connection its share of the rows.
/// 3. Between two writes: apply the kept ones, then let queries see the result.
/// </remarks>
internal sealed partial class MatrixLoader(EmbeddedVectorIndexOptions options, SqliteReaders readers, WriteQueue writes, TimeProvider time, ILogger logger)
{
    private const int MaxConnections = 8;

    /// <summary>The vectors of the collection, loaded by the first to ask.</summary>
    public async Task<CollectionMatrix> LoadAsync(EmbeddedCollection collection, CancellationToken cancellationToken)
    {
        if (collection.Matrix is { } loaded)
        {
            return loaded;
        }

        await collection.Gate.WaitAsync(cancellationToken);
        try
        {
            return collection.Matrix ?? await ReadAllAsync(collection, cancellationToken);
        }
        finally
        {
            collection.Gate.Release();
        }
    }

    /// <summary>Makes sure that the values of <paramref name="fields"/> are in memory.</summary>
    public async Task AddColumnsAsync(
        EmbeddedCollection collection, CollectionMatrix matrix, IEnumerable<string> fields, CancellationToken cancellationToken)
    {
        foreach (var field in fields.Where(field => !matrix.Columns.ContainsKey(field)).Distinct().ToList())
        {
            await writes.PauseAsync(() => AddColumn(collection, matrix, field), cancellationToken);
        }
    }

    // :: 1, 2, 3 of the remarks.
    private async Task<CollectionMatrix> ReadAllAsync(EmbeddedCollection collection, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var sessions = await writes.PauseAsync(() => Pin(collection), cancellationToken);
        try
        {
            var matrix = await Task.Run(() => Read(collection, sessions, cancellationToken), cancellationToken);
            await writes.PauseAsync(
                () =>
                {
                    collection.EndLoad(matrix);
                    return true;
                },
                CancellationToken.None);
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            LogLoaded(collection.Info.Name, matrix.Current.Rows, seconds);
            return matrix;
        }
        catch
        {
            await writes.PauseAsync(
                () =>
                {
                    collection.AbandonLoad();
                    return true;
                },
                CancellationToken.None);
            throw;
        }
        finally
        {
            sessions.ForEach(readers.End);
        }
    }

    private List<SqliteSession> Pin(EmbeddedCollection collection)
    {
        var sessions = new List<SqliteSession>();
        try
        {
            do
            {
                var session = readers.Begin();
                sessions.Add(session);
                if (!CollectionCatalog.IsThere(session, collection.Key))
                {
                    throw CollectionSpecRules.NotFound(collection.Info.Name);
                }
            }
            while (sessions.Count < Math.Min(options.ScanThreads, MaxConnections));
        }
        catch
        {
            sessions.ForEach(readers.End);
            throw;
        }

        collection.BeginLoad();
        return sessions;
    }

    private CollectionMatrix Read(EmbeddedCollection collection, List<SqliteSession> sessions, CancellationToken cancellationToken)
    {
        var matrix = new CollectionMatrix(collection.Info.Dimension, options.Quantised);
        var (first, last) = collection.Tables.RowRange(sessions[0]);
        var rows = last - first + 1;
        var share = (rows + sessions.Count - 1) / sessions.Count;
        var parts = new List<(RowBlock, int)>[sessions.Count];
        Parallel.For(0, sessions.Count, i =>
        {
            var from = first + (i * share);
            parts[i] = ReadPart(collection, matrix, sessions[i], from, Math.Min(last, from + share - 1), cancellationToken);
        });
        foreach (var part in parts)
        {
            matrix.Adopt(part);
        }

        return matrix;
    }

    private static List<(RowBlock Block, int Count)> ReadPart(
        EmbeddedCollection collection, CollectionMatrix matrix, SqliteSession session, long first, long last, CancellationToken cancellationToken)
    {
        var blocks = new List<(RowBlock Block, int Count)>();
        var statement = collection.Tables.ReadVectors(session, first, last);
        try
        {
            while (statement.Step())
            {
                if (blocks.Count == 0 || blocks[^1].Count == matrix.RowsPerBlock)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    blocks.Add((matrix.NewBlock(), 0));
                }

                var (block, count) = blocks[^1];
                matrix.Fill(block, count, statement.Id(0), MemoryMarshal.Cast<byte, float>(statement.Blob(1)));
                blocks[^1] = (block, count + 1);
            }
        }
        finally
        {
            statement.Reset();
        }

        return blocks;
    }

    private bool AddColumn(EmbeddedCollection collection, CollectionMatrix matrix, string field)
    {
        if (matrix.Columns.ContainsKey(field))
        {
            return true;
        }

        if (matrix.Columns.Count >= options.MaxFilterFields)
        {
            throw new FailureException(
                FailureKind.InvalidRequest, $"Filters on '{collection.Info.Name}' speak of more than {options.MaxFilterFields} fields; raise {EmbeddedVectorIndexOptions.Section}:MaxFilterFields.");
        }

        return readers.Read(session =>
        {
            if (!CollectionCatalog.IsThere(session, collection.Key))
            {
                throw CollectionSpecRules.NotFound(collection.Info.Name);
            }

            matrix.AddColumn(field, collection.Tables.ReadField(session, field));
            return true;
        });
    }
}
