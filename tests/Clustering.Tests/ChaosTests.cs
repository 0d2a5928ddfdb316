using System.Diagnostics;

namespace Cluster.Clustering.Tests;

/// <summary>Processes die by kill -9, silos and Redis alike, while a job runs and is asked: nothing is lost, doubled or wrong.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_whose_silos_and_Redis_are_killed_meanwhile_accounts_for_every_picture_and_no_question_is_answered_wrong() =>
        await RunAsync(pictures: 3_000, partitionSize: 150, siloKills: 3, redisKills: 1, every: TimeSpan.FromSeconds(3), cost: 5_000, seed: 1);

    [Fact]
    public async Task Fifty_thousand_pictures_survive_twenty_deaths_of_silos_and_three_of_Redis()
    {
        Soak.SkipUnlessAsked();
        var seed = int.Parse(Environment.GetEnvironmentVariable("CHAOS_SEED") ?? "2026");
        await RunAsync(pictures: 50_000, partitionSize: 500, siloKills: 20, redisKills: 3, every: TimeSpan.FromSeconds(8), cost: 15_000, seed);
    }

    /// <param name="cost">What an image costs the encoder in microseconds, so that the job lasts as long as the deaths.</param>
    private async Task RunAsync(int pictures, int partitionSize, int siloKills, int redisKills, TimeSpan every, int cost, int seed)
    {
        var from = Stopwatch.GetTimestamp();
        await using var cluster = await LoopbackCluster.StartAsync(3, Stop, new Dictionary<string, string> { ["PROBE_IMAGE_MICROSECONDS"] = $"{cost}" });
        ColourCorpus.Create(cluster.Folder("colours"), pictures);
        await cluster.SubmitAsync("chaos", cluster.Folder("colours"), partitionSize, Stop);

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var questions = new Questions(cluster, pictures, seed);
        var asking = questions.RunAsync(voices: 2, rest: TimeSpan.FromMilliseconds(100), enough.Token);
        var chaos = new Chaos(cluster, seed, siloKills, redisKills, every);
        try
        {
            await chaos.RunAsync(Stop);
            var done = await cluster.UntilAsync("chaos", static job => job.GetProperty("isOver").GetBoolean(), TimeSpan.FromMinutes(15), Stop);
            Assert.Equal("completed", done.GetProperty("state").GetString());
        }
        finally
        {
            await enough.CancelAsync();
            await asking;
            output.WriteLine(string.Join('\n', chaos.Story));
            output.WriteLine(
                $"{pictures} pictures, {chaos.SilosKilled} silos and {chaos.RedisKilled} Redis killed, {Stopwatch.GetElapsedTime(from).TotalSeconds:N0} s; "
                + $"{questions.Answered} questions answered, {questions.Refused} refused, {questions.Wrong.Count} wrong, slowest {questions.Slowest.TotalSeconds:N1} s");
        }

        Assert.True(questions.Wrong.IsEmpty, string.Join('\n', questions.Wrong.Take(20)) + "\n" + cluster.Logs());
        Assert.True(questions.Answered > 0);
        await Accounts.AssertExactAsync(cluster, "chaos", pictures, Stop);
    }
}
