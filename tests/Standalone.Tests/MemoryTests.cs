using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

/// <summary>Memory is bounded by what is on its way, not by how many images a corpus holds.</summary>
public sealed class MemoryTests
{
    private const int Settling = 50_000;
    private const int Small = 10_000;
    private const int Large = 100_000;

    [Fact]
    public async Task A_job_ten_times_as_large_takes_hardly_more_memory()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var corpus = new TemporaryFolder();
        await FillAsync(corpus.Path("settling"), Settling, token);
        await FillAsync(corpus.Path("small"), Small, token);
        await FillAsync(corpus.Path("rest"), Large - Settling - Small, token);

        // An encoder of nearly no cost: what is measured is listing, pipeline, ledger, checkpoints, index and grains.
        // Whether a commit waits for the disk changes how long this takes, and no memory.
        var settings = new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours", ["VectorIndex__Embedded__Durability"] = "Crash" };
        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token);

        // The first 40,000 images or so of a new process add 30 MiB to it, whatever the corpus: compiled code, regions of the collector, arenas
        // of malloc, pages of SQLite. A process that has come so far is asked what a small and what a large job take.
        await RunAsync(cluster, "settling", corpus.Path("settling"), Settling, token);
        var small = await PeakAsync(cluster, "small", corpus.Path("small"), Small, token);
        var large = await PeakAsync(cluster, "large", corpus.Root, Large, token);
        Figures.Tell($"peak {small >> 20} MiB at 10,000 images, {large >> 20} MiB at 100,000: {(double)large / small:F2}x");
        Assert.True(large <= 1.2 * small, $"peak {small >> 20} MiB at 10,000 images, {large >> 20} MiB at 100,000");
    }

    private static async Task<long> PeakAsync(ClusterProcess cluster, string job, string folder, int images, CancellationToken cancellationToken)
    {
        cluster.ForgetPeakMemory();
        await RunAsync(cluster, job, folder, images, cancellationToken);
        return cluster.PeakMemory();
    }

    private static async Task RunAsync(ClusterProcess cluster, string job, string folder, int images, CancellationToken cancellationToken)
    {
        await cluster.SubmitAsync(job, job, folder, job, "demo-clip", 512);
        var view = await cluster.UntilOverAsync(job, cancellationToken);
        Assert.Equal("completed", view.GetProperty("state").GetString());
        Assert.Equal(images, view.GetProperty("embedded").GetInt64());
    }

    private static async Task FillAsync(string folder, int images, CancellationToken cancellationToken)
    {
        for (var i = 0; i < images; i++)
        {
            var part = Path.Combine(folder, $"{i / 1_000:D3}");
            if (i % 1_000 == 0)
            {
                Directory.CreateDirectory(part);
            }

            await File.WriteAllBytesAsync(Path.Combine(part, $"{i:D6}.png"), TinyPng.OfColour(8, 8, (byte)i, (byte)(i >> 8), (byte)(i * 7)), cancellationToken);
        }
    }
}
