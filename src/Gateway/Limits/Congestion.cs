using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Limits;

/// <summary>
/// Whether more requests come than there are processors for. With cheap requests on few cores it is threads that are short: requests then wait in the runtime's
/// pool, before any of the gateway's own code sees them. How many wait there follows from how often they come and how long work waits for a thread
/// (Little, "A proof for the queuing formula L = λW", 1961).
/// </summary>
/// <remarks>
/// A long wait alone says nothing: on a machine that is busy with something else few requests wait long, and turning them away makes it no faster. Many must
/// wait, and for three tenths of <see cref="GatewayOptions.QueuePatience"/> without a break, or it is a burst. From then on whoever comes while many wait is turned away, which
/// costs a fraction of an answer, until for a second none had to be.
/// </remarks>
/// <param name="options">How many are many, and how long.</param>
/// <param name="time">The time.</param>
/// <param name="lag">How long work waits for a thread now.</param>
internal sealed class Congestion(IOptions<GatewayOptions> options, TimeProvider time, Func<TimeSpan> lag)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    // The time over which the rate is averaged: as long as a flood is not seen as one, everyone is let in and waits.
    private const double Window = 0.2;

    // A few times as many as are worked on at once are waited out, however long they wait.
    private readonly double _many = 4.0 * options.Value.MaxWorking;

    // Once it is no burst, whoever is let in waits for less.
    private readonly double _manyUnderFlood = 2.5 * options.Value.MaxWorking;

    // Shorter than at the gate: who is let in meanwhile waits here and there.
    private readonly TimeSpan _patience = options.Value.QueuePatience * 0.3;
    private readonly Lock _lock = new();
    private double _perSecond;
    private long _lastCame = time.GetTimestamp();
    private long? _manySince;
    private long _manyLast;
    private bool _isShedding;

    /// <summary>Counts a request that came, and says whether it is to be turned away.</summary>
    public bool Turns()
    {
        var wait = lag();
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _perSecond = (_perSecond * Math.Exp(-time.GetElapsedTime(_lastCame, now).TotalSeconds / Window)) + (1 / Window);
            _lastCame = now;
            if (time.GetElapsedTime(_manyLast, now) > Calm)
            {
                (_manySince, _isShedding) = (null, false);
            }

            if (_perSecond * wait.TotalSeconds < (_isShedding ? _manyUnderFlood : _many))
            {
                _manySince = null;
                return false;
            }

            _manyLast = now;
            _manySince ??= now;
            _isShedding |= time.GetElapsedTime(_manySince.Value, now) > _patience;
            return _isShedding;
        }
    }
}
