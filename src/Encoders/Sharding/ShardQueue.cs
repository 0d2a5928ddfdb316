namespace Cluster.Encoders.Sharding;

/// <summary>
/// The two lanes of a shard, both bounded. A query that finds no room is refused, a bulk batch waits for it. Work whose caller gave up leaves at once
/// and its place is free again. Safe for concurrent use.
/// </summary>
internal sealed class ShardQueue(int queryRoom, int bulkRoom)
{
    private readonly object _gate = new();
    private readonly LinkedList<ShardWork> _queries = new();
    private readonly LinkedList<ShardWork> _bulk = new();
    private readonly LinkedList<(ShardWork Work, TaskCompletionSource<Added> Turn)> _outside = new();
    private bool _closed;

    /// <summary>How an addition ended.</summary>
    public enum Added
    {
        /// <summary>It waits for its turn.</summary>
        Queued,

        /// <summary>The lane is full.</summary>
        Full,

        /// <summary>The shard is going away.</summary>
        Closed,
    }

    /// <summary>Queries that wait.</summary>
    public int Queries
    {
        get
        {
            lock (_gate)
            {
                return _queries.Count;
            }
        }
    }

    /// <summary>Adds a query, if there is room; an urgent one in front of all others, room or not.</summary>
    public Added AddQuery(ShardWork work)
    {
        work.WhenGivenUp(() => Leave(work));
        lock (_gate)
        {
            if (!_closed && (work.IsUrgent || _queries.Count < queryRoom))
            {
                Append(_queries, work);
                return Added.Queued;
            }
        }

        work.Forget();
        return _closed ? Added.Closed : Added.Full;
    }

    /// <summary>Adds a bulk batch once there is room; the caller may give up before.</summary>
    public async Task<Added> AddBulkAsync(ShardWork work)
    {
        work.WhenGivenUp(() => Leave(work));
        Task<Added> turn;
        lock (_gate)
        {
            turn = _closed ? Task.FromResult(Added.Closed) : EnterBulk(work);
        }

        var added = await turn;
        if (added == Added.Closed)
        {
            work.Forget();
        }

        return added;
    }

    /// <summary>The next work, queries first; waits for some. Null when the queue is closed and empty.</summary>
    public ShardWork? Take()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_queries.First is { } query)
                {
                    _queries.Remove(query);
                    return query.Value;
                }

                if (_bulk.First is { } batch)
                {
                    _bulk.Remove(batch);
                    LetIn();
                    return batch.Value;
                }

                if (_closed)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>
    /// The next query for a tower, if it has at most <paramref name="most"/> rows; queries for other towers keep their places. None behind an urgent one,
    /// or behind one for the same tower that has more.
    /// </summary>
    public ShardWork? TakeLike(IShardTower tower, int most)
    {
        lock (_gate)
        {
            for (var place = _queries.First; place is { Value.IsUrgent: false }; place = place.Next)
            {
                if (place.Value.Tower == tower)
                {
                    if (place.Value.Rows > most)
                    {
                        return null;
                    }

                    _queries.Remove(place);
                    return place.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Waits until a query is there, at most for <paramref name="most"/>.</summary>
    public void Linger(TimeSpan most)
    {
        lock (_gate)
        {
            if (!_closed && _queries.Count == 0)
            {
                Monitor.Wait(_gate, most);
            }
        }
    }

    /// <summary>Refuses further work; what is queued can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var (_, turn) in _outside)
            {
                turn.TrySetResult(Added.Closed);
            }

            _outside.Clear();
            Monitor.PulseAll(_gate);
        }
    }

    private Task<Added> EnterBulk(ShardWork work)
    {
        if (_bulk.Count < bulkRoom)
        {
            Append(_bulk, work);
            return Task.FromResult(Added.Queued);
        }

        var turn = new TaskCompletionSource<Added>(TaskCreationOptions.RunContinuationsAsynchronously);
        _outside.AddLast((work, turn));
        return turn.Task;
    }

    private void LetIn()
    {
        while (_bulk.Count < bulkRoom && _outside.First is { } next)
        {
            _outside.RemoveFirst();
            Append(_bulk, next.Value.Work);
            next.Value.Turn.TrySetResult(Added.Queued);
        }
    }

    private void Append(LinkedList<ShardWork> lane, ShardWork work)
    {
        // Its caller's giving up may have come before there was a place to leave.
        if (work.CancellationToken.IsCancellationRequested)
        {
            work.Cancel();
            return;
        }

        work.Place = work.IsUrgent ? lane.AddFirst(work) : lane.AddLast(work);
        Monitor.PulseAll(_gate);
    }

    private void Leave(ShardWork work)
    {
        lock (_gate)
        {
            if (work.Place is { List: { } lane })
            {
                lane.Remove(work.Place);
                LetIn();
            }
            else if (_outside.FirstOrDefault(waiting => waiting.Work == work) is { Turn: { } turn } waiting)
            {
                _outside.Remove(waiting);
                turn.TrySetResult(Added.Queued);
            }
            else
            {
                return;
            }
        }

        work.Cancel();
    }
}
