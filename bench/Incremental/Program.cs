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

// The emulator sorts all names of a container for each page of 5,000 that it lists, which the service does not: 20 pages of one container of 100,000 took it
// 26 s. So each container holds one page here; all are one corpus.
const int PerContainer = 5_000;
var containers = Enumerable.Range(0, (count + PerContainer - 1) / PerContainer).Select(i => new BlobContainerClient(azurite.ConnectionString, $"synthetic-{i:D3}")).ToList();
foreach (var container in containers)
{
    await container.CreateIfNotExistsAsync();
}

var upload = await SecondsAsync(() => Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
    await containers[i / PerContainer].GetBlobClient($"{i:D7}.png").UploadAsync(
        new BinaryData(TinyPng.OfColour(16, 16, (byte)i, (byte)(i >> 8), (byte)(i >> 16))), overwrite: true, token)));
report.Row("incremental.upload", upload, "s");

using var data = new TemporaryFolder();
var settings = new Dictionary<string, string>
{
    ["Corpora__AzureBlob__Accounts__dev__ConnectionString"] = azurite.ConnectionString,
    ["PROBE_COUNTS"] = data.Path("encoded.txt"),
    // The picture by which a shard is looked after would be counted, too.
    ["Encoders__Hosting__CanaryPeriod"] = "01:00:00",
    ["PROBE_ENCODER"] = isFree ? "colours" : "",
};
await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, default);
var first = await JobAsync("first");
var encoded = Encoded();
var second = await JobAsync("second");
var third = await JobAsync("third");
var listing = await SecondsAsync(async () =>
{
    foreach (var container in containers)
    {
        await foreach (var page in container.GetBlobsAsync(new GetBlobsOptions(), default).AsPages(null, 5_000))
        {
            // Only listed.
        }
    }
});
var (firstSeconds, secondSeconds) = (Seconds(first), Math.Min(Seconds(second), Seconds(third)));
var unchanged = Math.Min(second.GetProperty("unchanged").GetInt64(), third.GetProperty("unchanged").GetInt64());
var again = Encoded() - encoded;
report.Row("incremental.blobs", count, "blob");
report.Row("incremental.first", firstSeconds, "s");
report.Row("incremental.second", secondSeconds, "s");
report.Row("incremental.bare-listing", listing, "s");
report.Row("incremental.not-unchanged", count - unchanged, "image", atMost: 0);
report.Row("incremental.encoded-again", again, "image", atMost: 0);
report.Row("incremental.second/bare-listing", secondSeconds / listing, "");
report.Row("incremental.second/first", secondSeconds / firstSeconds, "", atMost: Target);
return report.Finish();

int Encoded() => File.ReadLines(data.Path("encoded.txt")).Sum(int.Parse);

async Task<JsonElement> JobAsync(string id)
{
    await cluster.SubmitAsync(new
    {
        id, corpus = new { name = "synthetic", kind = "azure-blob", location = string.Join(',', containers.Select(static container => $"dev/{container.Name}")) }, collection = "synthetic", encoder = "demo-clip", checkpointInterval = 512,
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
