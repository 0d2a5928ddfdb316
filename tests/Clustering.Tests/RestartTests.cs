using System.Diagnostics;
using System.Net;

namespace Cluster.Clustering.Tests;

/// <summary>Silos that end and come: by order, one after another, or by force.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rolling_restart_of_all_silos_during_a_job_loses_nothing_and_fails_no_question()
    {
        Soak.SkipUnlessAsked();
        const int Pictures = 4_000;
        await using var cluster = await LoopbackCluster.StartAsync(3, Stop, new Dictionary<string, string> { ["PROBE_IMAGE_MICROSECONDS"] = "60000" });
        ColourCorpus.Create(cluster.Folder("colours"), Pictures);
        await cluster.SubmitAsync("rolling", cluster.Folder("colours"), 100, Stop);
        await cluster.UntilAsync("work", () => cluster.Points > 50, Generous, Stop);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var questions = new Questions(cluster, Pictures, seed: 9);
        var asking = questions.RunAsync(voices: 2, TimeSpan.FromMilliseconds(100), enough.Token);
        for (var silo = 0; silo < 3; silo++)
        {
            var from = Stopwatch.GetTimestamp();
            var works = Works(cluster, silo);
            Assert.Equal(0, await cluster.EndSiloAsync(silo, Stop));
            var ended = Stopwatch.GetElapsedTime(from);
            Assert.Contains("Drained; 0 partitions had not ended", cluster.LogOf(silo).Split('\n').Last(static line => line.Contains("Drained;", StringComparison.Ordinal)), StringComparison.Ordinal);
            from = Stopwatch.GetTimestamp();
            cluster.StartSilo(silo);

            // It takes load again: a partition is worked on there that was not before.
            await cluster.UntilAsync($"silo{silo} takes load", () => Works(cluster, silo) > works, Generous, Stop);
            output.WriteLine($"silo{silo}: drained and ended in {ended.TotalSeconds:N1} s, took load {Stopwatch.GetElapsedTime(from).TotalSeconds:N1} s after its start");
        }

        var done = await cluster.UntilAsync("rolling", static job => job.GetProperty("isOver").GetBoolean(), TimeSpan.FromMinutes(4), Stop);
        await enough.CancelAsync();
        await asking;
        output.WriteLine($"{questions.Answered} answered, {questions.Refused} refused, {questions.Wrong.Count} wrong, slowest {questions.Slowest.TotalSeconds:N1} s");
        Assert.Equal("completed", done.GetProperty("state").GetString());
        Assert.True(questions.Wrong.IsEmpty, string.Join('\n', questions.Wrong.Take(20)));
        Assert.Equal(0, questions.Refused);
        await Accounts.AssertExactAsync(cluster, "rolling", Pictures, Stop);
    }

    [Fact]
    public async Task The_partitions_of_a_dead_silo_are_leased_to_others_and_a_new_silo_takes_load()
    {
        Soak.SkipUnlessAsked();
        const int Pictures = 12_000;
        await using var cluster = await LoopbackCluster.StartAsync(3, Stop, new Dictionary<string, string> { ["PROBE_IMAGE_MICROSECONDS"] = "25000" }, started: 2);
        ColourCorpus.Create(cluster.Folder("colours"), Pictures);
        await cluster.SubmitAsync("elastic", cluster.Folder("colours"), 400, Stop, checkpointInterval: 32);
        await cluster.UntilAsync("both work", () => Works(cluster, 0) > 0 && Works(cluster, 1) > 0 && cluster.Points > 100, Generous, Stop);

        // A third one comes.
        var from = Stopwatch.GetTimestamp();
        cluster.StartSilo(2);
        await cluster.UntilAsync("the new silo takes load", () => Works(cluster, 2) > 0, Generous, Stop);
        output.WriteLine($"The new silo took load {Stopwatch.GetElapsedTime(from).TotalSeconds:N1} s after its start");

        // One dies where the job's own grain lives, so that both have to be found anew, and where the youngest partition is at work, so that the others would
        // rather go on with what they have. What it worked on goes on elsewhere, under a higher token.
        var dead = cluster.LogOf(0).Contains("Job elastic submitted", StringComparison.Ordinal) ? 0 : 1;
        await cluster.UntilAsync("the youngest partition is at work there", () => Youngest(cluster, dead) > Youngest(cluster, 1 - dead) && Youngest(cluster, dead) > Youngest(cluster, 2), Generous, Stop);
        var orphans = Partitions(cluster, dead).Where(partition => !IsComplete(cluster, partition)).ToList();
        Assert.NotEmpty(orphans);
        await cluster.KillSiloAsync(dead);
        from = Stopwatch.GetTimestamp();
        await cluster.UntilAsync(
            "every partition of the dead silo is leased to another",
            () => orphans.TrueForAll(partition => Token(cluster, partition, 1 - dead, 2) > Token(cluster, partition, dead) || IsComplete(cluster, partition)),
            Generous,
            Stop);
        output.WriteLine($"{orphans.Count} partitions of the dead silo were leased to others within {Stopwatch.GetElapsedTime(from).TotalSeconds:N1} s");

        // Nobody needs the rest of the job.
        using var cancelled = await cluster.Http.PostAsync("/v1/jobs/elastic/cancel", null, Stop);
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
    }

    private static int Works(LoopbackCluster cluster, int silo) => Starts(cluster, silo).Count();

    private static IEnumerable<string> Partitions(LoopbackCluster cluster, int silo) => Starts(cluster, silo).Select(static start => start.Partition).Distinct();

    /// <summary>The last ordinal that a silo has begun with.</summary>
    private static int Youngest(LoopbackCluster cluster, int silo) =>
        Partitions(cluster, silo).Select(static partition => int.Parse(partition[(partition.IndexOf('/', StringComparison.Ordinal) + 1)..])).DefaultIfEmpty(-1).Max();

    private static long Token(LoopbackCluster cluster, string partition, params IEnumerable<int> silos) => silos
        .SelectMany(silo => Starts(cluster, silo)).Where(start => start.Partition == partition).Select(static start => start.Token).DefaultIfEmpty(0).Max();

    private static bool IsComplete(LoopbackCluster cluster, string partition) =>
        File.Exists(Path.Combine(cluster.Artifacts, "ledger", "elastic", partition[(partition.IndexOf('/', StringComparison.Ordinal) + 1)..].PadLeft(8, '0'), "summary.json"));

    /// <summary>What a silo has begun to work on: "Partition elastic/3 is worked on from image 0 under token 1".</summary>
    private static IEnumerable<(string Partition, long Token)> Starts(LoopbackCluster cluster, int silo) => cluster.LogOf(silo).Split('\n')
        .Where(static line => line.Contains("is worked on from image", StringComparison.Ordinal))
        .Select(static line => line.Trim().Split(' '))
        .Select(static words => (words[1], long.Parse(words[^1])));
}
