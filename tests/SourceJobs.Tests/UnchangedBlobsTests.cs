using Cluster.SourceJobs.Tests.Faults;
using Cluster.TestSupport;

namespace Cluster.SourceJobs.Tests;

/// <summary>A second job over what has not changed. How fast it is, is told by bench/Incremental.</summary>
public sealed class UnchangedBlobsTests
{
    private const int Count = 1_000;
    private const int Changed = 7;

    [Fact]
    public async Task Second_job_reads_no_image_and_lists_once_and_a_third_reads_only_what_changed()
    {
        var token = TestContext.Current.CancellationToken;
        await using var azurite = await AzuriteProcess.StartAsync();
        var blobs = new BlobPlace(azurite, "synthetic");
        await blobs.WriteAllAsync(Enumerable.Range(0, Count).Select(static i => (KeyOf(i), Picture(i, 0))), token);
        var lists = 0;
        await using var store = await FaultyStore.StartAsync(azurite.Port, visit =>
        {
            Interlocked.Add(ref lists, visit.IsList ? 1 : 0);
            return Task.FromResult<StoreFault?>(null);
        });
        using var data = new TemporaryFolder();
        var settings = BlobPlace.Settings(store.Port);
        settings["PROBE_ENCODER"] = "colours";
        settings["Corpora__AzureBlob__PageSize"] = "100";
        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token);

        var first = await RunAsync("first");
        Assert.Equal((Count, 0), (Embedded(first), Unchanged(first)));
        Assert.Equal(Count, store.Reads);

        lists = 0;
        var second = await RunAsync("second");
        Assert.Equal((0, Count), (Embedded(second), Unchanged(second)));
        Assert.Equal(Count, store.Reads);

        // One pass of ten pages and the levels above them; cutting into partitions and reading would be two more.
        Assert.InRange(lists, 10, 19);

        for (var i = 0; i < Changed; i++)
        {
            await blobs.WriteAsync(KeyOf(i * 100), Picture(i * 100, 1));
        }

        // Written anew with the same bytes: read once, found unchanged.
        await blobs.WriteAsync(KeyOf(999), Picture(999, 0));
        var third = await RunAsync("third");
        Assert.Equal((Changed, Count - Changed), (Embedded(third), Unchanged(third)));
        Assert.Equal(Count + Changed + 1, store.Reads);

        async Task<System.Text.Json.JsonElement> RunAsync(string id)
        {
            await cluster.SubmitAsync(new
            {
                id, corpus = new { name = "synthetic", kind = "azure-blob", location = blobs.Location, partitionSize = 250 }, collection = "photos", encoder = "demo-clip",
            });
            var job = await cluster.UntilOverAsync(id, token);
            Assert.Equal("completed", job.GetProperty("state").GetString());
            return job;
        }
    }

    private static int Embedded(System.Text.Json.JsonElement job) => job.GetProperty("embedded").GetInt32();

    private static int Unchanged(System.Text.Json.JsonElement job) => job.GetProperty("unchanged").GetInt32();

    private static string KeyOf(int i) => $"{i / 500}/{i:D4}.png";

    private static byte[] Picture(int i, byte version) => TinyPng.OfColour(16, 16, (byte)i, (byte)(i >> 8), version);
}
