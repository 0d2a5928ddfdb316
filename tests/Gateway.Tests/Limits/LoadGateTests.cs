using Cluster.Domain.Outcomes;
using Cluster.Gateway.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Gateway.Tests.Limits;

public sealed class LoadGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new();
    private readonly LoadGate _gate;

    public LoadGateTests() => _gate = new LoadGate(Options.Create(new GatewayOptions { MaxWorking = 2, MaxQueued = 60, QueuePatience = Patience }), _time);

    [Fact]
    public async Task A_burst_is_waited_out_whole()
    {
        var all = Enumerable.Range(0, 62).Select(_ => new Asked(_gate)).ToList();
        Assert.Equal(2, all.Count(static one => one.Works));
        foreach (var one in all)
        {
            Assert.True(await one.WorksSoonAsync());
            _time.Advance(TimeSpan.FromMilliseconds(7));
            await one.EndAsync();
        }
    }

    [Fact]
    public async Task More_than_may_wait_are_turned_away_at_once()
    {
        var all = Enumerable.Range(0, 62).Select(_ => new Asked(_gate)).ToList();
        Assert.True(_gate.IsFull);
        await Assert.ThrowsAsync<FailureException>(() => new Asked(_gate).EndAsync());
        await EndAsync(all);
        Assert.False(_gate.IsFull);
    }

    [Fact]
    public async Task Where_the_queue_does_not_end_whoever_waited_longer_than_an_answer_takes_is_turned_away_and_the_others_are_not()
    {
        // Two at work for 20 ms each, three asked meanwhile: more than can be answered, round by round.
        const int Rounds = 200;
        var (accepted, latest) = (0, TimeSpan.Zero);
        List<Asked> working = [new(_gate), new(_gate)];
        List<Asked> all = [];
        for (var round = 0; round < Rounds; round++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            all.AddRange(Enumerable.Range(0, 3).Select(_ => new Asked(_gate, _time.GetTimestamp())));
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await EndAsync(working);
            var let = all.Where(static one => !one.IsOver).ToList();
            await UntilAsync(() => let.Count(static one => one.Works) == 2);
            working = [.. let.Where(static one => one.Works)];
            accepted += working.Count;
            latest = round < 60 ? latest : working.Select(one => _time.GetElapsedTime(one.Since)).Append(latest).Max();
        }

        await UntilAsync(() => all.Count(static one => one.WasRefused) >= Rounds - 1);
        Assert.Equal(2 * Rounds, accepted);
        Assert.Equal(TimeSpan.FromMilliseconds(10), latest);
        await EndAsync(working);
    }

    [Fact]
    public async Task A_gateway_that_has_caught_up_is_patient_again()
    {
        List<Asked> working = [new(_gate), new(_gate)];
        var late = new Asked(_gate);
        _time.Advance(Patience * 2);
        Assert.True(_gate.IsFull);
        await EndAsync(working);
        await Assert.ThrowsAsync<FailureException>(() => late.Task);
        Assert.False(_gate.IsFull);

        _time.Advance(TimeSpan.FromMilliseconds(200));
        working = [new(_gate), new(_gate)];
        var other = new Asked(_gate);
        _time.Advance(Patience * 0.9);
        Assert.False(_gate.IsFull);
        await EndAsync(working);
        Assert.True(await other.WorksSoonAsync());
        await other.EndAsync();
    }

    [Fact]
    public async Task Who_leaves_while_waiting_gives_the_place_up()
    {
        List<Asked> working = [new(_gate), new(_gate)];
        using var left = new CancellationTokenSource();
        var gone = Enumerable.Range(0, 60).Select(_ => new Asked(_gate, cancellationToken: left.Token)).ToList();
        Assert.True(_gate.IsFull);
        await left.CancelAsync();
        Assert.False(_gate.IsFull);
        foreach (var one in gone)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.Task);
        }

        var next = new Asked(_gate);
        await EndAsync(working);
        Assert.True(await next.WorksSoonAsync());
        await next.EndAsync();
    }

    [Fact]
    public async Task A_place_is_given_back_by_work_that_fails()
    {
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => new Asked(_gate).FailAsync());
        }

        var next = new Asked(_gate);
        Assert.True(next.Works);
        await next.EndAsync();
    }

    private static async Task EndAsync(IEnumerable<Asked> all)
    {
        foreach (var one in all)
        {
            await one.EndAsync();
        }
    }

    // What was decided reaches those who wait on other threads, after a moment.
    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), limit.Token);
        }
    }

    /// <summary>A request at the gate, whose work lasts until it is told to end.</summary>
    private sealed class Asked
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<object?> _work = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Asked(LoadGate gate, long since = 0, CancellationToken cancellationToken = default)
        {
            Since = since;
            var context = EndpointFilterInvocationContext.Create(new DefaultHttpContext { RequestAborted = cancellationToken });
            Task = gate.InvokeAsync(context, async _ =>
            {
                _began.SetResult();
                return await _work.Task;
            }).AsTask();
        }

        public long Since { get; }

        public Task Task { get; }

        public bool Works => _began.Task.IsCompleted;

        public bool WasRefused => Task.IsFaulted;

        public bool IsOver => Task.IsCompleted;

        /// <summary>Whether it was let in; what was decided reaches it on another thread, after a moment.</summary>
        public async Task<bool> WorksSoonAsync()
        {
            await System.Threading.Tasks.Task.WhenAny(_began.Task, Task, System.Threading.Tasks.Task.Delay(TimeSpan.FromSeconds(20)));
            return Works;
        }

        public async Task EndAsync()
        {
            _work.TrySetResult(null);
            await Task;
        }

        public Task FailAsync()
        {
            _work.TrySetException(new InvalidOperationException());
            return Task;
        }
    }
}
