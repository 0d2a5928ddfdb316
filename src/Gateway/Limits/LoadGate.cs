using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Limits;

/// <summary>
/// Lets so many requests work at once and others wait. A burst is waited out. Where requests have had to wait without a break for
/// <see cref="GatewayOptions.QueuePatience"/>, more is asked than can be answered, and waiting longer only makes every answer late: then whoever has waited
/// longer than an answer takes is turned away, so that what is let in is answered nearly as fast under any load.
/// </summary>
/// <remarks>A request takes its place only when its body is read, so that slow senders hold none.</remarks>
internal sealed class LoadGate(IOptions<GatewayOptions> options, TimeProvider time) : IEndpointFilter
{
    /// <summary>What whoever is turned away is told.</summary>
    public static readonly Failure Full = new(FailureKind.Overloaded, "More is asked than the gateway can answer now. Ask again in a second.");

    // A queue that was empty for less than this has not caught up.
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly int _most = options.Value.MaxQueued;
    private readonly TimeSpan _patience = options.Value.QueuePatience;
    private int _free = options.Value.MaxWorking;
    private long? _standingSince;
    private long _emptySince;
    private double _workSeconds;

    /// <summary>Whether a request that came now would be turned away: asked before a body is read.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                var now = time.GetTimestamp();
                return _free == 0 && (_waiting.Count >= _most || (_waiting.First is { } first && time.GetElapsedTime(first.Value.Since, now) > Allowed(now)));
            }
        }
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!await Enter(context.HttpContext.RequestAborted))
        {
            throw new FailureException(Full);
        }

        var begun = time.GetTimestamp();
        try
        {
            return await next(context);
        }
        finally
        {
            Leave(begun);
        }
    }

    private ValueTask<bool> Enter(CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return new ValueTask<bool>(true);
            }

            if (_waiting.Count >= _most)
            {
                return new ValueTask<bool>(false);
            }

            var now = time.GetTimestamp();
            if (_waiting.Count == 0 && (_standingSince is null || time.GetElapsedTime(_emptySince, now) > Calm))
            {
                _standingSince = now;
            }

            waiter = new Waiter(now);
            _waiting.AddLast(waiter.Place);
        }

        return new ValueTask<bool>(WaitAsync(waiter, cancellationToken));
    }

    private async Task<bool> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        await using var registered = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (gate, waiter) = ((LoadGate, Waiter))state!;
                gate.GiveUp(waiter, token);
            },
            (this, waiter));
        return await waiter.Task;
    }

    private void GiveUp(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.Place.List is not null)
            {
                TakeOut(waiter.Place, time.GetTimestamp());
                waiter.TrySetCanceled(cancellationToken);
            }
        }
    }

    private void Leave(long begun)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _workSeconds += 0.05 * (time.GetElapsedTime(begun, now).TotalSeconds - _workSeconds);
            while (_waiting.First is { } first)
            {
                TakeOut(first, now);
                var isLate = time.GetElapsedTime(first.Value.Since, now) > Allowed(now);
                first.Value.TrySetResult(!isLate);
                if (!isLate)
                {
                    return;
                }
            }

            _free++;
        }
    }

    private void TakeOut(LinkedListNode<Waiter> place, long now)
    {
        _waiting.Remove(place);
        if (_waiting.Count == 0)
        {
            _emptySince = now;
        }
    }

    /// <summary>How long a request may have waited.</summary>
    private TimeSpan Allowed(long now) => _standingSince is { } since && time.GetElapsedTime(since, now) > _patience
        ? TimeSpan.FromSeconds(Math.Clamp(_workSeconds, LeastWait.TotalSeconds, MostWait.TotalSeconds))
        : TimeSpan.MaxValue;

    private sealed class Waiter : TaskCompletionSource<bool>
    {
        public Waiter(long since)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            Since = since;
            Place = new LinkedListNode<Waiter>(this);
        }

        public long Since { get; }

        public LinkedListNode<Waiter> Place { get; }
    }
}
