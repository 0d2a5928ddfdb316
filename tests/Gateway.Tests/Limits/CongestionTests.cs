using Cluster.Gateway.Limits;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Gateway.Tests.Limits;

public sealed class CongestionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Congestion _congestion;
    private TimeSpan _lag;

    public CongestionTests() => _congestion = new Congestion(
        Options.Create(new GatewayOptions { MaxWorking = 8, QueuePatience = TimeSpan.FromMilliseconds(500) }), _time, () => _lag);

    [Fact]
    public void Few_requests_are_let_in_however_long_they_wait_for_threads()
    {
        _lag = TimeSpan.FromMilliseconds(400);
        Assert.Equal(0, TurnedAway(perSecond: 50, seconds: 10));
    }

    [Fact]
    public void Many_requests_are_let_in_while_threads_are_to_be_had()
    {
        _lag = TimeSpan.FromMilliseconds(2);
        Assert.Equal(0, TurnedAway(perSecond: 5_000, seconds: 5));
    }

    [Fact]
    public void Bursts_that_end_are_waited_out_however_many_follow_one_another()
    {
        for (var burst = 0; burst < 10; burst++)
        {
            _lag = TimeSpan.FromMilliseconds(50);
            Assert.Equal(0, TurnedAway(perSecond: 2_000, seconds: 0.12));
            _lag = TimeSpan.Zero;
            Assert.Equal(0, TurnedAway(perSecond: 200, seconds: 0.1));
        }
    }

    [Fact]
    public void Where_many_wait_without_a_break_those_who_come_are_turned_away_until_few_do()
    {
        _lag = TimeSpan.FromMilliseconds(50);
        Assert.InRange(TurnedAway(perSecond: 2_000, seconds: 2), 3_400, 3_700);

        // While few wait some are let in, and as soon as many do no more.
        _lag = TimeSpan.FromMilliseconds(5);
        Assert.Equal(0, TurnedAway(perSecond: 2_000, seconds: 0.5));
        _lag = TimeSpan.FromMilliseconds(50);
        Assert.Equal(200, TurnedAway(perSecond: 2_000, seconds: 0.1));

        // A second without a crowd, and the next one is a burst again.
        _lag = TimeSpan.Zero;
        Assert.Equal(0, TurnedAway(perSecond: 2_000, seconds: 1.5));
        _lag = TimeSpan.FromMilliseconds(50);
        Assert.Equal(0, TurnedAway(perSecond: 2_000, seconds: 0.12));
    }

    [Fact]
    public void In_a_flood_fewer_may_wait_than_before_it_was_one()
    {
        _lag = TimeSpan.FromMilliseconds(12);
        Assert.Equal(0, TurnedAway(perSecond: 2_000, seconds: 2));
        _lag = TimeSpan.FromMilliseconds(50);
        TurnedAway(perSecond: 2_000, seconds: 1);
        _lag = TimeSpan.FromMilliseconds(12);
        Assert.Equal(200, TurnedAway(perSecond: 2_000, seconds: 0.1));
    }

    private int TurnedAway(int perSecond, double seconds)
    {
        var turned = 0;
        for (var i = 0; i < perSecond * seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1.0 / perSecond));
            turned += _congestion.Turns() ? 1 : 0;
        }

        return turned;
    }
}
