using System.Diagnostics;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Cluster.Bench.Common;
using Cluster.TestSupport;

// A second job over a corpus that has not changed, against the first one: blobs in a real Azurite, a real process, the bundled encoder.
// Arguments: [blobs] [colours]. Default: 100,000 synthetic blobs; with "colours" an encoder that costs nothing, which makes the first job faster.
const double Target = 0.02;
var report = new Report();
Report.Note(Machine.Describe());
var count = args.Length > 0 ? int.Parse(args[0]) : 100_000;
var isFree = args.Contains("colours");
await using var azurite = await AzuriteProcess.TryStartAsync();
if (azurite is null)
{
    report.Missing("incremental.second/first", "Azurite is not installed: tests/azurite/install.sh");
    return report.Finish();
}

var container = new BlobContainerClient(azurite.ConnectionString, "synthetic");
await container.CreateIfNotExistsAsync();
var upload = await SecondsAsync(() => Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
    await container.GetBlobClient($"{i / 5_000:D3}/{i:D7}.png").UploadAsync(
        new BinaryData(TinyPng.OfColour(16, 16, (byte)i, (byte)(i >> 8), (byte)(i >> 16))), overwrite: true, token)));
report.Row("incremental.upload", upload, "s");

using var data = new TemporaryFolder();
var settings = new Dictionary<string, string>
{
    ["Corpora__AzureBlob__Accounts__dev__ConnectionString"] = azurite.ConnectionString,
    // The emulator sorts all names for each look at a level of folders.
    ["Corpora__AzureBlob__ParallelPrefixes"] = "1",
    ["PROBE_COUNTS"] = data.Path("encoded.txt"),
    ["PROBE_ENCODER"] = isFree ? "colours" : "",
};
await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, default);
var first = await JobAsync("first");
var second = await JobAsync("second");
var third = await JobAsync("third");
var listing = await SecondsAsync(async () =>
{
    await foreach (var page in container.GetBlobsAsync(new GetBlobsOptions(), default).AsPages(null, 5_000))
    {
        // Only listed.
    }
});
var (firstSeconds, secondSeconds) = (Seconds(first), Math.Min(Seconds(second), Seconds(third)));
var unchanged = Math.Min(second.GetProperty("unchanged").GetInt64(), third.GetProperty("unchanged").GetInt64());
var again = File.ReadLines(data.Path("encoded.txt")).Sum(int.Parse) - count;
report.Row("incremental.blobs", count, "blob");
report.Row("incremental.first", firstSeconds, "s");
report.Row("incremental.second", secondSeconds, "s");
report.Row("incremental.bare-listing", listing, "s");
report.Row("incremental.not-unchanged", count - unchanged, "image", atMost: 0);
report.Row("incremental.encoded-again", again, "image", atMost: 0);
report.Row("incremental.second/bare-listing", secondSeconds / listing, "");
report.Row("incremental.second/first", secondSeconds / firstSeconds, "", atMost: Target);
return report.Finish();

async Task<JsonElement> JobAsync(string id)
{
    await cluster.SubmitAsync(new
    {
        id, corpus = new { name = "synthetic", kind = "azure-blob", location = "dev/synthetic" }, collection = "synthetic", encoder = "demo-clip", checkpointInterval = 512,
    });
    while (true)
    {
        var job = await cluster.GetAsync($"/v1/jobs/{id}");
        if (job.GetProperty("isOver").GetBoolean())
        {
            return job;
        }

        Console.Error.Write($"\r{id}: {job.GetProperty("embedded").GetInt64() + job.GetProperty("unchanged").GetInt64()} of {count}   ");
        await Task.Delay(TimeSpan.FromMilliseconds(500));
    }
}

static double Seconds(JsonElement job) => (job.GetProperty("endedAt").GetDateTimeOffset() - job.GetProperty("submittedAt").GetDateTimeOffset()).TotalSeconds;

static async Task<double> SecondsAsync(Func<Task> work)
{
    var watch = Stopwatch.StartNew();
    await work();
    return watch.Elapsed.TotalSeconds;
}
