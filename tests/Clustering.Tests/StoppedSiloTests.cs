using System.Security.Cryptography;
using Cluster.FakeQdrant;

namespace Cluster.Clustering.Tests;

/// <summary>A silo that stands still and does not know it: the operating system has stopped it, and everyone takes it for dead.</summary>
public sealed class StoppedSiloTests(ITestOutputHelper output)
{
    private const int Pictures = 1_500;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_stopped_past_its_leases_and_resumed_commits_nothing_stale()
    {
        Soak.SkipUnlessAsked();
        await using var cluster = await LoopbackCluster.StartAsync(3, Stop, new Dictionary<string, string>
        {
            ["PROBE_IMAGE_MICROSECONDS"] = "10000",
            ["Partitions__LeaseDuration"] = "00:00:10",
            ["Cluster__ProbeTimeout"] = "00:00:01",
        });
        ColourCorpus.Create(cluster.Folder("colours"), Pictures);
        await cluster.SubmitAsync("stopped", cluster.Folder("colours"), 250, Stop, checkpointInterval: 32);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var questions = new Questions(cluster, Pictures, seed: 5);

        // It is stopped in the middle of its work.
        await cluster.UntilAsync("the second silo works", () => cluster.LogOf(1).Contains("is worked on from", StringComparison.Ordinal) && cluster.Points > 100, TimeSpan.FromMinutes(2), Stop);
        await cluster.Silos[1]!.SignalAsync("STOP");
        var asking = questions.RunAsync(voices: 1, TimeSpan.FromMilliseconds(200), enough.Token);

        // Others take it all over.
        var done = await cluster.UntilAsync("stopped", static job => job.GetProperty("isOver").GetBoolean(), TimeSpan.FromMinutes(4), Stop);
        Assert.Equal("completed", done.GetProperty("state").GetString());
        await enough.CancelAsync();
        await asking;
        var before = Ledger(cluster);
        cluster.Qdrant.State.KeepsCalls = true;

        // It goes on where it stood, its leases long gone, until it learns that it is dead.
        await cluster.Silos[1]!.SignalAsync("CONT");
        await cluster.UntilAsync("the silo learns that it is dead, or loses its leases", () => cluster.Silos[1]!.HasExited || LeasesLost(cluster), TimeSpan.FromMinutes(1), Stop);
        if (!cluster.Silos[1]!.HasExited)
        {
            await cluster.KillSiloAsync(1);
        }

        output.WriteLine($"{questions.Answered} answered, {questions.Refused} refused, {questions.Wrong.Count} wrong, slowest {questions.Slowest.TotalSeconds:N1} s; leases seen lost: {LeasesLost(cluster)}");
        Assert.DoesNotContain(cluster.Qdrant.State.Calls, static call => call.Method == "Upsert");
        Assert.Equal(before, Ledger(cluster));
        Assert.True(questions.Wrong.IsEmpty, string.Join('\n', questions.Wrong.Take(20)));
        Assert.True(questions.Answered > 0);
        await Accounts.AssertExactAsync(cluster, "stopped", Pictures, Stop);
    }

    private static bool LeasesLost(LoopbackCluster cluster) => cluster.LogOf(1).Contains("LeaseLost", StringComparison.Ordinal);

    /// <summary>Every file of the ledger, with what is in it.</summary>
    private static SortedDictionary<string, string> Ledger(LoopbackCluster cluster) => new(Directory
        .EnumerateFiles(Path.Combine(cluster.Artifacts, "ledger"), "*", SearchOption.AllDirectories)
        .ToDictionary(static file => file, static file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));
}
