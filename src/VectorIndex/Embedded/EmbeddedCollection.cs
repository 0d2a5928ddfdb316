using Cluster.VectorIndex.Embedded.Memory;
using Cluster.VectorIndex.Embedded.Storage;

namespace Cluster.VectorIndex.Embedded;

/// <summary>A collection of the file and, once it was queried, its vectors in memory.</summary>
internal sealed class EmbeddedCollection(long key, CollectionInfo info)
{
    private readonly Queue<Action<CollectionMatrix>> _missed = new();
    private long _points = info.Points;
    private volatile CollectionMatrix? _matrix;
    private bool _loading;

    public long Key => key;

    public CollectionTables Tables { get; } = new(key);

    public CollectionInfo Info => info with { Points = Volatile.Read(ref _points) };

    /// <summary>The vectors in memory; null until a query needed them.</summary>
    public CollectionMatrix? Matrix => _matrix;

    /// <summary>Keeps two queries from loading, or from building a column, at once.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Whether a write has to be applied to memory now, or kept until the load that is under way ends. Writer thread only.</summary>
    public bool FollowsWrites => _loading || _matrix is not null;

    /// <summary>From now on writes are kept for <see cref="EndLoad"/>. Writer thread only.</summary>
    public void BeginLoad()
    {
        _missed.Clear();
        _loading = true;
    }

    /// <summary>The load was given up. Writer thread only.</summary>
    public void AbandonLoad()
    {
        _missed.Clear();
        _loading = false;
    }

    /// <summary>Brings the loaded vectors up to date and lets queries see them. Writer thread only.</summary>
    public void EndLoad(CollectionMatrix matrix)
    {
        while (_missed.TryDequeue(out var change))
        {
            change(matrix);
        }

        matrix.Publish();
        _loading = false;
        _matrix = matrix;
    }

    /// <summary>Counts what a write added or took away, and applies it to memory or keeps it. Writer thread only.</summary>
    public void Apply(long difference, Action<CollectionMatrix>? change)
    {
        Volatile.Write(ref _points, _points + difference);
        if (change is null)
        {
            return;
        }

        if (_matrix is { } matrix)
        {
            try
            {
                change(matrix);
                matrix.Publish();
            }
            catch
            {
                // Memory no longer follows the file (there may be too little of it): the next query loads anew.
                _matrix = null;
                throw;
            }
        }
        else if (_loading)
        {
            _missed.Enqueue(change);
        }
    }
}
