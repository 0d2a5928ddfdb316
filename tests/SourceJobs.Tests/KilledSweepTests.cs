using Cluster.TestSupport;

namespace Cluster.SourceJobs.Tests;

/// <summary>Kills of a process while a complete pass deletes what is gone, with the lake on.</summary>
public sealed class KilledSweepTests
{
    private const int Count = 3_000;
    private const int Left = 600;

    [Fact]
    public async Task Kills_while_a_pass_deletes_leave_exactly_the_corpus_in_collection_and_lake()
    {
        var token = TestContext.Current.CancellationToken;
        using var pictures = new TemporaryFolder();
        for (var i = 0; i < Count; i++)
        {
            await File.WriteAllBytesAsync(pictures.Path(KeyOf(i)), Picture(i), token);
        }

        using var data = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours", ["Accounting__Lake"] = "true" };
        await using (var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token))
        {
            await SubmitAsync(cluster, "first");
            await cluster.UntilOverAsync("first", token);
            await cluster.KillAsync();
        }

        for (var i = Left; i < Count; i++)
        {
            File.Delete(pictures.Path(KeyOf(i)));
        }

        // Before the first of five deletions, and behind the first, the third and the last; each time the sweep goes on from what was known.
        List<long> left = [];
        foreach (var deletions in new[] { 0, 1, 3, 5 })
        {
            var doomed = ClusterProcess.LaunchProbed(
                data.Root, RepositoryFolder.Path("models"), new Dictionary<string, string>(settings) { ["PROBE_KILL_AFTER_DELETIONS"] = $"{deletions}" });
            await using (doomed)
            {
                if (deletions == 0)
                {
                    await doomed.UntilAliveAsync(token);
                    await SubmitAsync(doomed, "second");
                }

                await doomed.UntilEndedAsync(token).WaitAsync(TimeSpan.FromMinutes(2), token);
            }

            left.Add(await StoredPoints.CountAsync(data.Root, "photos"));
        }

        TestContext.Current.SendDiagnosticMessage($"points left after each kill: {string.Join(", ", left)}");
        Assert.Equal([Count, Count - 500, Count - 1_500, Left], left);
        await using (var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token))
        {
            var job = await cluster.UntilOverAsync("second", token);
            Assert.Equal(
                ("completed", 0, Left, 0), (job.GetProperty("state").GetString(), job.GetProperty("embedded").GetInt32(), job.GetProperty("unchanged").GetInt32(), job.GetProperty("quarantined").GetInt32()));
            Assert.Equal(Count - Left, job.GetProperty("deleted").GetInt32());
            await cluster.OperateAsync("/v1/collections/loaded/load?lake=photos", token);
            var proof = await cluster.OperateAsync("/v1/collections/photos/verify", token);
            Assert.All(new[] { "missing", "extra", "stale", "unledgered" }, what => Assert.Equal(0, proof.GetProperty("counts").GetProperty(what).GetInt32()));
            await cluster.KillAsync();
        }

        var images = Enumerable.Range(0, Left).ToDictionary(KeyOf, static i => (StoredPoints.HashOf(Picture(i)), (string?)null));
        await StoredPoints.AssertExactAsync(data.Root, "photos", "pictures", images);
        await StoredPoints.AssertExactAsync(data.Root, "loaded", "pictures", images);

        Task SubmitAsync(ClusterProcess cluster, string id) => cluster.SubmitAsync(new
        {
            id, corpus = new { name = "pictures", location = pictures.Root, partitionSize = 1_000 }, collection = "photos", encoder = "demo-clip", maxDeletedShare = 1.0,
        });
    }

    private static string KeyOf(int i) => $"{i:D5}.png";

    private static byte[] Picture(int i) => TinyPng.OfColour(16, 16, (byte)i, (byte)(i >> 8), 3);
}
