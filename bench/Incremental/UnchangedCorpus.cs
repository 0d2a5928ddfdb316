using System.Diagnostics;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Cluster.Bench.Common;
using Cluster.TestSupport;

namespace Cluster.Bench.Incremental;

/// <summary>Three jobs over the same blobs.</summary>
internal sealed class UnchangedCorpus(AzuriteProcess azurite, Report report, bool isFree)
{
    private const double Target = 0.02;

    /// <summary>Rows: how long the jobs took, whether the later ones left anything not unchanged or encoded anything, and the faster later one over the first.</summary>
    /// <param name="name">What the rows are called.</param>
    /// <param name="count">How many blobs.</param>
    /// <param name="isListed">Whether the corpus is listed; else a table names its blobs and their versions, as an inventory report does.</param>
    public async Task RunAsync(string name, int count, bool isListed)
    {
        var container = new BlobContainerClient(azurite.ConnectionString, "synthetic");
        await container.CreateIfNotExistsAsync();
        var tags = new string[count];
        var upload = await SecondsAsync(() => Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
            tags[i] = (await container.GetBlobClient(Key(i)).UploadAsync(
                new BinaryData(TinyPng.OfColour(16, 16, (byte)i, (byte)(i >> 8), (byte)(i >> 16))), overwrite: true, token)).Value.ETag.ToString("G")));
        using var folder = new TemporaryFolder();
        var table = folder.Path("blobs.csv");
        await File.WriteAllLinesAsync(table, ["key,etag", .. tags.Select(static (tag, i) => $"{Key(i)},{tag}")]);
        object corpus = isListed
            ? new { name, kind = "azure-blob", location = "dev/synthetic" }
            : new { name, kind = "table", location = table, options = new { root = "dev/synthetic" } };

        using var data = new TemporaryFolder();
        var counts = data.Path("encoded.txt");
        var settings = new Dictionary<string, string>
        {
            ["Corpora__AzureBlob__Accounts__dev__ConnectionString"] = azurite.ConnectionString,
            ["Corpora__AzureBlob__ParallelPrefixes"] = "1",
            ["PROBE_COUNTS"] = counts,
            // The picture by which a shard is looked after would be counted, too.
            ["Encoders__Hosting__CanaryPeriod"] = "01:00:00",
            ["PROBE_ENCODER"] = isFree ? "colours" : "",
        };
        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, default);
        var first = await JobAsync(cluster, "first", corpus, count);
        var encoded = Encoded(counts);
        JsonElement[] later = [await JobAsync(cluster, "second", corpus, count), await JobAsync(cluster, "third", corpus, count)];
        var second = later.Min(Seconds);
        report.Row($"incremental.{name}.blobs", count, "blob");
        report.Row($"incremental.{name}.upload", upload, "s");
        report.Row($"incremental.{name}.first", Seconds(first), "s");
        report.Row($"incremental.{name}.second", second, "s");
        var listing = isListed ? await SecondsAsync(() => ListAsync(container)) : 0;
        if (isListed)
        {
            report.Row($"incremental.{name}.bare-listing", listing, "s");
        }

        report.Row($"incremental.{name}.not-unchanged", count - later.Min(static job => job.GetProperty("unchanged").GetInt64()), "image", atMost: 0);
        report.Row($"incremental.{name}.encoded-again", Encoded(counts) - encoded, "image", atMost: 0);

        // How long the emulator takes to list is not the cluster's.
        report.Row($"incremental.{name}.{(isListed ? "(second-bare-listing)" : "second")}/first", Math.Max(0, second - listing) / Seconds(first), "", atMost: Target);
    }

    private static string Key(int i) => $"{i / 5_000:D3}/{i:D7}.png";

    private static int Encoded(string counts) => File.ReadLines(counts).Sum(int.Parse);

    private static double Seconds(JsonElement job) => (job.GetProperty("endedAt").GetDateTimeOffset() - job.GetProperty("submittedAt").GetDateTimeOffset()).TotalSeconds;

    private static async Task<JsonElement> JobAsync(ClusterProcess cluster, string id, object corpus, int count)
    {
        await cluster.SubmitAsync(new { id, corpus, collection = "synthetic", encoder = "demo-clip", checkpointInterval = 512 });
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var job = await cluster.GetAsync($"/v1/jobs/{id}");
            if (job.GetProperty("isOver").GetBoolean())
            {
                return job;
            }

            Console.Error.Write($"\r{id}: {job.GetProperty("embedded").GetInt64() + job.GetProperty("unchanged").GetInt64()} of {count}   ");
            await pace.WaitForNextTickAsync();
        }
    }

    private static async Task ListAsync(BlobContainerClient container)
    {
        await foreach (var page in container.GetBlobsAsync(new GetBlobsOptions(), default).AsPages(null, 5_000))
        {
            // Only listed.
        }
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }
}
