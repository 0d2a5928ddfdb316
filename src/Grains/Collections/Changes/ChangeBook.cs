using Cluster.Contracts.Collections.Changes;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Collections.Changes;

/// <summary>
/// Keeps the books on changes of one collection: which are under way, which wait to be taken over by other generations, and whether a fence is up.
/// </summary>
/// <remarks>
/// Used by one grain, whose turns never overlap. Numbers are ticks of the clock, so they rise across restarts, and tell how old a change is.
/// After a restart every segment on disk counts as ended; a writer that was under way learns from <see cref="End"/> that it must announce again.
/// </remarks>
public sealed class ChangeBook(CollectionName alias, ChangeLog log, ChangeOptions options, TimeProvider time)
{
    private readonly Dictionary<long, OpenChange> _open = [];
    private readonly SortedDictionary<long, Segment> _segments = [];
    private List<(PointId[] Ids, TaskCompletionSource<long> Written)> _waiting = [];
    private TaskCompletionSource? _unfenced;
    private TaskCompletionSource? _quiet;
    private ChangeFence? _fence;
    private bool _writing;
    private long _last;

    /// <summary>Whether changes are under way or wait to be taken over.</summary>
    public bool IsClear => _segments.Count == 0 && _open.Count == 0;

    /// <summary>How far the other generations lie behind.</summary>
    public ChangeLag Lag => _segments.Count == 0
        ? new ChangeLag(0, TimeSpan.Zero)
        : new ChangeLag(_segments.Values.Sum(static segment => (long)segment.Points), AgeOf(_segments.Keys.First()));

    /// <summary>Reads what is on disk; once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var (number, points) in await log.ListAsync(alias, cancellationToken))
        {
            _segments[number] = new Segment(points, Open: 0);
            _last = Math.Max(_last, number);
        }
    }

    /// <summary>Opens a change behind a fence that may be up; null when the fence stayed up too long.</summary>
    /// <param name="ids">The points.</param>
    /// <param name="isFollowed">Whether other generations must take the change over, asked behind the fence: a switch may lie in between.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<long?> BeginAsync(IReadOnlyList<PointId> ids, Func<bool> isFollowed, CancellationToken cancellationToken)
    {
        // Looked at again after every wait: what follows must not be torn from the look by another turn.
        while (_fence is not null)
        {
            if (!await PassFenceAsync(cancellationToken))
            {
                return null;
            }
        }

        Expire();
        var ticket = Next();
        // Counted before the log is written: a fence that goes up meanwhile waits for it.
        var change = new OpenChange(time.GetTimestamp());
        _open[ticket] = change;
        if (isFollowed())
        {
            try
            {
                change.Segment = await AppendAsync([.. ids]);
            }
            catch
            {
                Remove(ticket);
                throw;
            }
        }

        return ticket;
    }

    /// <summary>Ends a change; false when it is not known any more.</summary>
    public bool End(long ticket)
    {
        Expire();
        return Remove(ticket);
    }

    /// <summary>Points of ended changes, the oldest first.</summary>
    public async Task<ChangeBatch> TakeAsync(int most, CancellationToken cancellationToken)
    {
        Expire();
        List<long> taken = [];
        var points = 0;
        foreach (var (number, segment) in _segments)
        {
            if (segment.Open == 0)
            {
                taken.Add(number);
                points += segment.Points;
            }

            if (points >= most)
            {
                break;
            }
        }

        HashSet<PointId> ids = [];
        foreach (var number in taken)
        {
            ids.UnionWith(await log.ReadAsync(alias, number, cancellationToken));
        }

        return new ChangeBatch(taken, [.. ids]);
    }

    /// <summary>Removes what was taken over.</summary>
    public async Task ForgetAsync(IReadOnlyList<long> segments, CancellationToken cancellationToken)
    {
        await log.ForgetAsync(alias, segments, cancellationToken);
        foreach (var number in segments)
        {
            _segments.Remove(number);
        }
    }

    /// <summary>Puts up a fence and waits for the changes under way; null when they took too long, and then there is no fence.</summary>
    public async Task<ChangeFence?> FenceAsync(CancellationToken cancellationToken)
    {
        Lift();
        var fence = new ChangeFence(Next(), time.GetUtcNow() + options.FenceLife);
        _fence = fence;
        _unfenced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = time.GetUtcNow() + options.FenceLife / 2;
        while (_open.Count > 0 && _fence == fence)
        {
            var left = end - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                Lift();
                return null;
            }

            _quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await Task.WhenAny(_quiet.Task, Task.Delay(left, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            Expire();
        }

        return _fence == fence ? fence : null;
    }

    /// <summary>Removes everything that waits to be taken over: no generation is left that could.</summary>
    public Task ForgetAllAsync(CancellationToken cancellationToken) => ForgetAsync([.. _segments.Keys], cancellationToken);

    /// <summary>Whether this fence is still up.</summary>
    public bool IsFenced(long fence) => _fence?.Number == fence && _fence.Until > time.GetUtcNow();

    /// <summary>Lifts the fence with this number, or whichever is up.</summary>
    public void Lift(long? fence = null)
    {
        if (_fence is not null && (fence is null || _fence.Number == fence))
        {
            _fence = null;
            _unfenced?.TrySetResult();
            _unfenced = null;
        }
    }

    private async Task<bool> PassFenceAsync(CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + options.FenceWait;
        while (_fence is { } fence)
        {
            var now = time.GetUtcNow();
            if (fence.Until <= now)
            {
                Lift(fence.Number);
            }
            else if (end <= now)
            {
                return false;
            }
            else
            {
                var wait = fence.Until < end ? fence.Until - now : end - now;
                await Task.WhenAny(_unfenced!.Task, Task.Delay(wait, time, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return true;
    }

    /// <summary>Writes one segment for all who ask while another is being written: one flush serves many.</summary>
    private async Task<long> AppendAsync(PointId[] ids)
    {
        var written = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((ids, written));
        if (!_writing)
        {
            _writing = true;
            while (_waiting.Count > 0)
            {
                var group = _waiting;
                _waiting = [];
                await AppendAsync(group);
            }

            _writing = false;
        }

        return await written.Task;
    }

    private async Task AppendAsync(List<(PointId[] Ids, TaskCompletionSource<long> Written)> group)
    {
        var number = Next();
        PointId[] ids = [.. group.SelectMany(static member => member.Ids)];
        // Known before it is on disk, so that it counts for the lag; open, so that nobody takes it.
        _segments[number] = new Segment(ids.Length, group.Count);
        try
        {
            await log.AppendAsync(alias, number, ids, CancellationToken.None);
            group.ForEach(member => member.Written.SetResult(number));
        }
        catch (Exception fault)
        {
            _segments.Remove(number);
            group.ForEach(member => member.Written.SetException(fault));
        }
    }

    private bool Remove(long ticket)
    {
        if (!_open.Remove(ticket, out var change))
        {
            return false;
        }

        if (change.Segment is { } number && _segments.TryGetValue(number, out var segment))
        {
            _segments[number] = segment with { Open = segment.Open - 1 };
        }

        if (_open.Count == 0)
        {
            _quiet?.TrySetResult();
            _quiet = null;
        }

        return true;
    }

    private void Expire()
    {
        foreach (var (ticket, change) in _open.Where(pair => time.GetElapsedTime(pair.Value.Since) > options.TicketLife).ToList())
        {
            // One whose announcement is still being written will be seen by its own writer.
            if (change.Segment is not null || !_writing)
            {
                Remove(ticket);
            }
        }
    }

    private long Next() => _last = Math.Max(_last + 1, time.GetUtcNow().UtcTicks);

    private TimeSpan AgeOf(long number)
    {
        var age = TimeSpan.FromTicks(time.GetUtcNow().UtcTicks - number);
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }

    private sealed class OpenChange(long since)
    {
        public long Since { get; } = since;

        public long? Segment { get; set; }
    }

    private sealed record Segment(int Points, int Open);
}
