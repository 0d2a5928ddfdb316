using System.Collections.Concurrent;
using System.Diagnostics;
using Cluster.SourceJobs.Tests.Faults;
using Cluster.TestSupport;

namespace Cluster.SourceJobs.Tests;

/// <summary>A job over photographs in blob storage that answers badly. With CLUSTER_FULL_SOURCES=1 over 5,000 of them.</summary>
public sealed class FaultyBlobsTests
{
    private static readonly int Count = Environment.GetEnvironmentVariable("CLUSTER_FULL_SOURCES") == "1" ? 5_000 : 400;

    [Fact]
    public async Task Busy_answers_resets_stalls_replaced_and_deleted_blobs_leave_an_exact_result()
    {
        var token = TestContext.Current.CancellationToken;
        await using var azurite = await AzuriteProcess.StartAsync();
        var blobs = new BlobPlace(azurite, "photographs");
        var bytes = Photographs.Take(Count).ToDictionary(static p => KeyOf(p.Number), static p => p.Bytes);
        var versions = await blobs.WriteAllAsync(bytes.Select(static b => (b.Key, b.Value)), token);
        var expected = new ConcurrentDictionary<string, (string Hash, string? ETag)>(
            bytes.ToDictionary(static b => b.Key, b => (StoredPoints.HashOf(b.Value), (string?)versions[b.Key])));

        await using var store = await FaultyStore.StartAsync(azurite.Port, PlanAsync);
        using var data = new TemporaryFolder();
        var settings = BlobPlace.Settings(store.Port);
        settings["PROBE_ENCODER"] = "colours";
        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token);
        var watch = Stopwatch.StartNew();
        await cluster.SubmitAsync(new
        {
            id = "faulty",
            corpus = new { name = "photographs", kind = "azure-blob", location = blobs.Location, partitionSize = Math.Max(100, Count / 10) },
            collection = "photos",
            encoder = "demo-clip",
            checkpointInterval = 64,
        });
        var job = await cluster.UntilOverAsync("faulty", token);
        TestContext.Current.SendDiagnosticMessage(
            $"{Count} photographs, {store.Faults} spoiled answers, {Count - expected.Count} deleted, {store.Reads} reads, {watch.Elapsed.TotalSeconds:F0} s, peak {cluster.PeakMemory() >> 20} MiB");

        // Complete: every listed image in one state.
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal(expected.Count, job.GetProperty("embedded").GetInt64());
        Assert.Equal(0, job.GetProperty("unchanged").GetInt64());
        var gone = (await cluster.GetAsync($"/v1/jobs/faulty/quarantine?limit=500")).GetProperty("images").EnumerateArray().ToList();
        Assert.Equal(bytes.Keys.Except(expected.Keys).Order(), gone.Select(static row => row.GetProperty("key").GetString()!).Order());
        Assert.All(gone, static row => Assert.Equal("gone", row.GetProperty("reason").GetString()));

        // Exact: the points are those of the blobs as they are now, in bytes and version. And the faults did bite.
        await cluster.KillAsync();
        await StoredPoints.AssertExactAsync(data.Root, "photos", "photographs", expected);
        Assert.True(store.Faults > Count / 6, $"only {store.Faults} answers were spoiled");

        async Task<StoreFault?> PlanAsync(StoreVisit visit)
        {
            if (visit.IsList)
            {
                return (visit.Number % 5) switch { 1 => new StoreFault.Busy(null), 3 => new StoreFault.Reset(null), _ => null };
            }

            if (visit.Key is not { } key || visit.Number > 1)
            {
                return null;
            }

            switch (NumberOf(key) % 100)
            {
                case 5:
                    // Longer than the client waits for a byte.
                    return new StoreFault.Slow(TimeSpan.FromSeconds(5));
                case 9 or 59:
                    await ReplaceAsync(key);
                    return null;
                case 11 or 61:
                    await blobs.Container.DeleteBlobAsync(key, cancellationToken: token);
                    expected.TryRemove(key, out _);
                    return null;
                case 13 or 63:
                    return new StoreFault.Reset(() => ReplaceAsync(key));
                case 25:
                    return new StoreFault.Busy(0);
                case var n when n % 10 == 1:
                    return new StoreFault.Busy(null);
                case var n when n % 10 == 3:
                    return new StoreFault.Reset(null);
                case var n when n % 10 == 7:
                    return new StoreFault.Slow(TimeSpan.FromMilliseconds(100));
                default:
                    return null;
            }
        }

        async Task ReplaceAsync(string key)
        {
            var other = Photographs.Other(bytes[key], 0xAA);
            expected[key] = (StoredPoints.HashOf(other), await blobs.WriteAsync(key, other));
        }
    }

    private static string KeyOf(int number) => $"{number % 7}/{number:D5}.jpg";

    private static int NumberOf(string key) => int.Parse(key.AsSpan(2, 5));
}
