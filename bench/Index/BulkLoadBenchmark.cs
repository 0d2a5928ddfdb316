using System.Diagnostics;
using Cluster.Bench.Common;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.FakeQdrant;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Qdrant;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Bench.Index;

/// <summary>
/// What a bulk load costs the client: its own processor time, with the server in another process that throws the points away. Two cores are taken
/// to be the client's, so the rate is points over half the processor time.
/// </summary>
internal static class BulkLoadBenchmark
{
    private const int Dimension = 512;
    private const int CallSize = 8_192;
    private static readonly CollectionName Collection = new("bench");
    private static readonly EmbeddingSpaceId Space = new("bench");

    public static async Task ServeAsync()
    {
        await using var server = await FakeQdrantServer.StartAsync();
        server.State.Discards = true;
        Console.WriteLine(server.Address);
        await Console.In.ReadToEndAsync();
    }

    public static async Task RunAsync(Report report, int points)
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "fake-qdrant") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var address = (await server.StandardOutput.ReadLineAsync())!;
        using var index = new QdrantVectorIndex(new QdrantVectorIndexOptions { Endpoint = address }, NullLogger<QdrantVectorIndex>.Instance);
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, Dimension), CancellationToken.None);
        var batch = Batch();
        for (var i = 0; i < 4; i++)
        {
            await index.UpsertAsync(Collection, batch, CancellationToken.None);
        }

        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var (before, allocated) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes());
        var clock = Stopwatch.StartNew();
        var (sent, early) = (0, 0.0);
        for (; sent < points; sent += CallSize)
        {
            await index.UpsertAsync(Collection, batch, CancellationToken.None);
            if (early == 0 && sent >= points / 4)
            {
                early = Resident(process);
            }
        }

        process.Refresh();
        var spent = (process.TotalProcessorTime - before).TotalSeconds;
        report.Row("Qdrant bulk load, client's processor time", sent / (spent / 2), "points/s", atLeast: 100_000);
        report.Row("Qdrant bulk load, wall clock with the server", sent / clock.Elapsed.TotalSeconds, "points/s");
        report.Row("Qdrant bulk load, allocated a point", (GC.GetTotalAllocatedBytes() - allocated) / (double)sent, "bytes");
        report.Row("Qdrant bulk load, memory grown over the last three quarters", Resident(process) - early, "MiB", atMost: 16);
        server.StandardInput.Close();
        await server.WaitForExitAsync();
    }

    // What is held, not what waits to be collected.
    private static double Resident(Process process)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    private static PointBatch Batch()
    {
        var vectors = new float[CallSize * Dimension];
        for (var i = 0; i < CallSize; i++)
        {
            vectors[(i * Dimension) + (i % Dimension)] = 1;
        }

        return new PointBatch(
            Space,
            [.. Enumerable.Range(0, CallSize).Select(i => PointId.For(new CorpusId("bench"), new BlobKey($"images/{i:D9}.jpg")))],
            vectors,
            [.. Enumerable.Range(0, CallSize).Select(i => new Dictionary<string, PayloadValue>
            {
                [PayloadFields.Key] = $"images/{i:D9}.jpg",
                [PayloadFields.ETag] = $"{i * 7919L:x16}",
                [PayloadFields.Width] = 640L,
                [PayloadFields.Height] = 480L,
                [PayloadFields.Job] = "bench",
            })]);
    }
}
