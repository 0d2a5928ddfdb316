using Cluster.Domain.Identity;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class KilledProcessTests
{
    private const int Kills = 10;
    private const int CheckpointInterval = 64;

    [Fact]
    public async Task A_job_survives_ten_kills_with_exactly_the_expected_points()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = SharedData.Path("datasets", "clothing", "train");
        var models = SharedData.Path("models");
        using var data = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["PROBE_COUNTS"] = data.Path("encoded.txt") };

        // Seeded: a failure can be repeated, though the moments differ with the machine.
        var chance = new Random(20_261);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var doomed = await ClusterProcess.StartProbedAsync(data.Root, models, settings, token);
            if (kill == 0)
            {
                await doomed.SubmitAsync("killed", "train", folder, "photos", "standin-dual-encoder", CheckpointInterval);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(200, 3_000)), token);
            await doomed.KillAsync();
        }

        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, models, settings, token);
        var job = await cluster.UntilOverAsync("killed", token);
        Assert.Equal("completed", job.GetProperty("state").GetString());

        var keys = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).ToList();
        Assert.Equal(keys.Count, job.GetProperty("embedded").GetInt64());
        Assert.Equal(0, job.GetProperty("unchanged").GetInt64());
        Assert.Equal(keys.Count, (await cluster.GetAsync("/v1/collections/photos")).GetProperty("points").GetInt64());

        // No more was done twice than lay behind the checkpoints.
        var encoded = (await File.ReadAllLinesAsync(data.Path("encoded.txt"), token)).Sum(int.Parse);
        TestContext.Current.SendDiagnosticMessage($"{encoded} images encoded for {keys.Count}");
        Assert.InRange(encoded, keys.Count, keys.Count + (CheckpointInterval * Kills));

        // Every expected id answers, and with the counts equal there is no other.
        var hits = (await cluster.GetAsync($"/v1/collections/photos/points/{PointId.For(new CorpusId("train"), new BlobKey(keys[0]))}/similar?limit=1000")).GetProperty("hits");
        var expected = keys.Select(key => PointId.For(new CorpusId("train"), new BlobKey(key)).ToString()).ToHashSet();
        Assert.Equal(Math.Min(1000, keys.Count - 1), hits.GetArrayLength());
        Assert.All(hits.EnumerateArray(), hit => Assert.Contains(hit.GetProperty("id").GetString()!, expected));
    }
}
