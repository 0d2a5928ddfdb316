using System.Text.Json;
using Cluster.SourceJobs.Tests.Faults;
using Cluster.TestSupport;

namespace Cluster.SourceJobs.Tests;

/// <summary>What is gone from a corpus leaves the collection at the end of a complete pass, whatever the source, and never after a partial one.</summary>
public sealed class SweptSourcesTests
{
    private const int Count = 60;

    private static readonly IReadOnlyDictionary<string, string> Quick = new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours" };

    [Fact]
    public async Task A_pass_over_shards_and_tables_deletes_what_is_gone_from_them()
    {
        var token = TestContext.Current.CancellationToken;
        using var folders = new TemporaryFolder();
        foreach (var folder in new[] { "images", "shards", "csv", "parquet" })
        {
            Directory.CreateDirectory(folders.Path(folder));
        }

        var pictures = Enumerable.Range(0, Count).Select(static i => (Key: $"{i:D3}.png", Bytes: Picture(i))).ToList();
        foreach (var (key, bytes) in pictures)
        {
            await File.WriteAllBytesAsync(folders.Path("images", key), bytes, token);
        }

        using var data = new TemporaryFolder();
        await using (var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), Quick, token))
        {
            await WriteAsync(pictures);
            await RunAllAsync(cluster, "first", (Count, 0, 0));

            // From the middle of a shard, its end, and a whole row group's worth less in the tables.
            pictures.RemoveAll(static p => p.Key is "003.png" or "029.png" or "045.png");
            await WriteAsync(pictures);
            await RunAllAsync(cluster, "second", (0, Count - 3, 3));
            await cluster.KillAsync();
        }

        var plain = pictures.ToDictionary(static p => p.Key, static p => (StoredPoints.HashOf(p.Bytes), (string?)null));
        await StoredPoints.AssertExactAsync(data.Root, "csv", "csv", plain);
        await StoredPoints.AssertExactAsync(data.Root, "parquet", "parquet", plain);
        await StoredPoints.AssertExactAsync(data.Root, "tar", "tar", pictures.ToDictionary(static p => $"{ShardOf(p.Key)}/{p.Key}", static p => (StoredPoints.HashOf(p.Bytes), (string?)null)));

        async Task WriteAsync(List<(string Key, byte[] Bytes)> all)
        {
            foreach (var shard in all.GroupBy(static p => ShardOf(p.Key)))
            {
                await File.WriteAllBytesAsync(folders.Path("shards", shard.Key), Containers.Tar(shard), token);
            }

            await File.WriteAllLinesAsync(folders.Path("csv", "list.csv"), ["key", .. all.Select(static p => p.Key)], token);
            await File.WriteAllBytesAsync(folders.Path("parquet", "list.parquet"), await Containers.ParquetAsync(all.Select(static p => p.Key), 16), token);
        }

        async Task RunAllAsync(ClusterProcess cluster, string pass, (int Embedded, int Unchanged, int Deleted) expected)
        {
            var options = new Dictionary<string, string> { ["root"] = folders.Path("images") };
            object[] corpora =
            [
                new { name = "tar", kind = "tar", location = folders.Path("shards") },
                new { name = "csv", kind = "table", location = folders.Path("csv"), partitionSize = 16, options },
                new { name = "parquet", kind = "table", location = folders.Path("parquet"), options },
            ];
            foreach (var (name, corpus) in new[] { "tar", "csv", "parquet" }.Zip(corpora))
            {
                await cluster.SubmitAsync(new { id = $"{name}-{pass}", corpus, collection = name, encoder = "demo-clip" });
                Assert.Equal((name, expected), (name, Counts(await cluster.UntilOverAsync($"{name}-{pass}", token))));
            }
        }
    }

    [Fact]
    public async Task A_listing_that_breaks_off_deletes_nothing_and_the_next_complete_pass_does()
    {
        var token = TestContext.Current.CancellationToken;
        await using var azurite = await AzuriteProcess.StartAsync();
        var blobs = new BlobPlace(azurite, "listed");
        await blobs.WriteAllAsync(Enumerable.Range(0, 300).Select(static i => ($"{i:D4}.png", Picture(i))), token);
        var (isBroken, listed) = (false, 0);
        await using var store = await FaultyStore.StartAsync(azurite.Port, visit => Task.FromResult<StoreFault?>(

            // The first page of each listing comes whole.
            visit.IsList && isBroken && Interlocked.Increment(ref listed) > 1 ? new StoreFault.Reset(null) : null));
        using var data = new TemporaryFolder();
        var settings = BlobPlace.Settings(store.Port);
        settings["PROBE_ENCODER"] = "colours";
        settings["Corpora__AzureBlob__PageSize"] = "100";
        settings[$"Corpora__AzureBlob__Accounts__{BlobPlace.Account}__MaxRetries"] = "1";
        settings["Jobs__Supervision"] = "00:00:00.200";
        settings["Jobs__MaxFaultsInARow"] = "3";
        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token);
        Assert.Equal((300, 0, 0), Counts(await RunAsync("first")));
        foreach (var gone in new[] { 7, 150, 299 })
        {
            await blobs.Container.DeleteBlobAsync($"{gone:D4}.png", cancellationToken: token);
        }

        isBroken = true;
        var broken = await RunAsync("broken");
        Assert.Equal("failed", broken.GetProperty("state").GetString());
        Assert.Equal(0, broken.GetProperty("deleted").GetInt64());
        Assert.Equal(300, (await cluster.GetAsync("/v1/collections/photos")).GetProperty("points").GetInt64());

        isBroken = false;
        Assert.Equal((0, 297, 3), Counts(await RunAsync("whole")));
        Assert.Equal(297, (await cluster.GetAsync("/v1/collections/photos")).GetProperty("points").GetInt64());

        async Task<JsonElement> RunAsync(string id)
        {
            await cluster.SubmitAsync(new
            {
                id, corpus = new { name = "listed", kind = "azure-blob", location = blobs.Location, partitionSize = 50 }, collection = "photos", encoder = "demo-clip",
            });
            return await cluster.UntilOverAsync(id, token);
        }
    }

    private static string ShardOf(string key) => string.CompareOrdinal(key, "030.png") < 0 ? "a.tar" : "b.tar";

    private static byte[] Picture(int i) => TinyPng.OfColour(16, 16, (byte)i, (byte)(i >> 4), 9);

    private static (int Embedded, int Unchanged, int Deleted) Counts(JsonElement job)
    {
        Assert.True(job.GetProperty("state").GetString() == "completed", job.ToString());
        return (job.GetProperty("embedded").GetInt32(), job.GetProperty("unchanged").GetInt32(), job.GetProperty("deleted").GetInt32());
    }
}
