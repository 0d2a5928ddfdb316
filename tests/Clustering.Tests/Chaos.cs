namespace Cluster.Clustering.Tests;

/// <summary>Kills silos and Redis at random moments and brings each back after a random while, until so many of each have died.</summary>
internal sealed class Chaos(LoopbackCluster cluster, int seed, int siloKills, int redisKills, TimeSpan every)
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MostPause = TimeSpan.FromSeconds(5);

    private readonly Random _chance = new(seed);
    private readonly List<string> _story = [];

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<string> Story => _story;

    public int SilosKilled { get; private set; }

    public int RedisKilled { get; private set; }

    /// <summary>Ends when all is done and everything runs again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Task> returning = [];
        var victims = Enumerable.Repeat(true, siloKills).Concat(Enumerable.Repeat(false, redisKills)).ToArray();
        _chance.Shuffle(victims);
        Task redisBack = Task.CompletedTask;
        foreach (var isSilo in victims)
        {
            await Task.Delay(every * (0.5 + _chance.NextDouble()), cancellationToken);
            var pause = LeastPause + (_chance.NextDouble() * (MostPause - LeastPause));
            if (isSilo)
            {
                var silo = await AnyRunningAsync(cancellationToken);
                await cluster.KillSiloAsync(silo);
                SilosKilled++;
                Tell($"silo{silo} killed, back in {pause.TotalSeconds:N1} s");
                returning.Add(LaterAsync(pause, () => cluster.StartSilo(silo), cancellationToken));
            }
            else
            {
                await redisBack;
                await cluster.Redis.KillAsync();
                RedisKilled++;
                Tell($"redis killed, back in {pause.TotalSeconds:N1} s");
                redisBack = LaterAsync(pause, () => cluster.Redis.StartAgainAsync(cancellationToken), cancellationToken);
                returning.Add(redisBack);
            }
        }

        await Task.WhenAll(returning);
        Tell("all is back");
    }

    private async Task<int> AnyRunningAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var running = Enumerable.Range(0, cluster.Silos.Count).Where(silo => cluster.Silos[silo] is { HasExited: false }).ToList();
            if (running.Count > 0)
            {
                return running[_chance.Next(running.Count)];
            }

            await Task.Delay(LeastPause, cancellationToken);
        }
    }

    private static async Task LaterAsync(TimeSpan pause, Action start, CancellationToken cancellationToken)
    {
        await Task.Delay(pause, cancellationToken);
        start();
    }

    private static async Task LaterAsync(TimeSpan pause, Func<Task> start, CancellationToken cancellationToken)
    {
        await Task.Delay(pause, cancellationToken);
        await start();
    }

    private void Tell(string what) => _story.Add($"{TimeProvider.System.GetUtcNow():HH:mm:ss.f} {what}");
}
