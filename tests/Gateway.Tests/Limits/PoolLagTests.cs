using Cluster.Gateway.Limits;

namespace Cluster.Gateway.Tests.Limits;

public sealed class PoolLagTests
{
    [Fact]
    public async Task Work_that_waits_behind_other_work_is_seen_waiting_and_an_idle_pool_is_not()
    {
        var lag = new PoolLag(TimeProvider.System);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var release = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out var threads, out _);

        // Every thread there is, and more than are added in the meantime, is held.
        var held = Enumerable.Range(0, threads + 64).Select(_ => Task.Run(() => release.Wait(limit.Token), limit.Token)).ToList();
        var most = TimeSpan.Zero;
        await Task.Factory.StartNew(
            () =>
            {
                using var never = new ManualResetEventSlim();
                while (most < TimeSpan.FromMilliseconds(100))
                {
                    never.Wait(TimeSpan.FromMilliseconds(5), limit.Token);
                    var now = lag.Look();
                    most = now > most ? now : most;
                }

                release.Set();
            },
            limit.Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await Task.WhenAll(held);
        while (lag.Look() > TimeSpan.FromMilliseconds(20))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
        }
    }
}
