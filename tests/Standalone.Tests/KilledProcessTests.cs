using System.Net;
using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class KilledProcessTests
{
    private const int Kills = 10;
    private const int CheckpointInterval = 64;

    /// <summary>Most images that one life may encode before its end, so that the job is never over before the last kill.</summary>
    private const int MostPerLife = 80;

    [Fact]
    public async Task A_job_survives_ten_kills_with_exactly_the_expected_points()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = SharedData.Path("datasets", "clothing", "train");
        var models = SharedData.Path("models");
        var keys = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).ToList();
        using var data = new TemporaryFolder();
        var counts = data.Path("encoded.txt");
        var settings = new Dictionary<string, string> { ["PROBE_COUNTS"] = counts };

        // Seeded: a failure can be repeated, though the moments differ with the machine.
        var chance = new Random(20_261);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var doomed = await ClusterProcess.StartProbedAsync(data.Root, models, settings, token);
            if (kill == 0)
            {
                await doomed.SubmitAsync("killed", "train", folder, "photos", "standin-dual-encoder", CheckpointInterval);
            }

            await UntilEncodedAsync(counts, await EncodedAsync(counts, token) + chance.Next(1, MostPerLife), token);
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(0, 100)), token);
            await doomed.KillAsync();
        }

        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, models, settings, token);
        Assert.False((await cluster.GetAsync("/v1/jobs/killed")).GetProperty("isOver").GetBoolean(), "The job was over before the last kill: these kills show too little.");
        var job = await cluster.UntilOverAsync("killed", token);
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal(keys.Count, job.GetProperty("embedded").GetInt64());
        Assert.Equal(0, job.GetProperty("unchanged").GetInt64());

        // No more was done twice than lay behind the checkpoints.
        var encoded = await EncodedAsync(counts, token);
        Figures.Tell($"{encoded - keys.Count} of {keys.Count} images encoded twice in {Kills} kills, bound {CheckpointInterval * Kills}");
        Assert.InRange(encoded, keys.Count, keys.Count + (CheckpointInterval * Kills));

        // Every expected id is there with its key, and with the counts equal there is no other.
        Assert.Equal(keys.Count, (await cluster.GetAsync("/v1/collections/photos")).GetProperty("points").GetInt64());
        foreach (var key in keys)
        {
            using var answer = await cluster.Http.GetAsync($"/v1/collections/photos/points/{PointId.For(new CorpusId("train"), new BlobKey(key))}", token);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{key} has no point");
            Assert.Equal(key, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(token)).RootElement.GetProperty("key").GetString());
        }
    }

    private static async Task UntilEncodedAsync(string counts, int least, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await EncodedAsync(counts, token) < least)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<int> EncodedAsync(string counts, CancellationToken token)
    {
        if (!File.Exists(counts))
        {
            return 0;
        }

        // The probed process goes on writing meanwhile; every line is one write.
        await using var stream = new FileStream(counts, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync(token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(int.Parse);
    }
}
