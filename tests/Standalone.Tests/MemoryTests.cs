using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

/// <summary>Memory is bounded by what is on its way, not by how many images a corpus holds.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task A_job_ten_times_as_large_takes_hardly_more_memory()
    {
        // An encoder of nearly no cost: what is measured is listing, pipeline, ledger, checkpoints, index and grains.
        // The smaller job is over before the process has settled, and so its peak scatters by a tenth: the middle one of three counts.
        var smaller = new List<long>();
        for (var run = 0; run < 3; run++)
        {
            smaller.Add(await PeakAsync(10_000));
        }

        var small = smaller.Order().ElementAt(1);
        var large = await PeakAsync(100_000);
        Figures.Tell($"peak {small >> 20} MiB at 10,000 images, {large >> 20} MiB at 100,000: {(double)large / small:F2}x");
        Assert.True(large <= 1.2 * small, $"peak {small >> 20} MiB at 10,000 images, {large >> 20} MiB at 100,000");
    }

    private static async Task<long> PeakAsync(int images)
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var corpus = new TemporaryFolder();
        for (var i = 0; i < images; i++)
        {
            if (i % 1_000 == 0)
            {
                Directory.CreateDirectory(corpus.Path($"{i / 1_000:D3}"));
            }

            await File.WriteAllBytesAsync(corpus.Path($"{i / 1_000:D3}", $"{i:D6}.png"), TinyPng.OfColour(8, 8, (byte)i, (byte)(i >> 8), (byte)(i * 7)), token);
        }

        // Whether a commit waits for the disk changes how long this takes, and no memory.
        var settings = new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours", ["VectorIndex__Embedded__Durability"] = "Crash" };
        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token);
        await cluster.SubmitAsync("large", "large", corpus.Root, "photos", "demo-clip", 512);
        var job = await cluster.UntilOverAsync("large", token);
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal(images, job.GetProperty("embedded").GetInt64());
        return cluster.PeakMemory();
    }
}
