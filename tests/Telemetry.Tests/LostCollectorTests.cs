using System.Net;
using System.Net.Sockets;
using Cluster.TestSupport;

namespace Cluster.Telemetry.Tests;

public sealed class LostCollectorTests
{
    /// <summary>A third, by which the process is warm, and the rest, in which memory must rise no more than it does without telemetry.</summary>
    private static readonly (string Job, int From, int To)[] Parts = [("first", 0, 2_000), ("rest", 2_000, 6_000)];

    /// <summary>What a process may vary by from run to run, and the exporter's bounded queues.</summary>
    private const double Share = 1.25;

    /// <summary>MiB: the exporter's queues, which fill up while the rest runs, and chance.</summary>
    private const long Flat = 32;

    [Fact]
    public async Task A_collector_that_is_gone_or_says_nothing_blocks_no_job_and_fills_no_memory()
    {
        var token = TestContext.Current.CancellationToken;
        using var corpus = new TemporaryFolder();
        foreach (var (job, from, to) in Parts)
        {
            Directory.CreateDirectory(corpus.Path(job));
            for (var i = from; i < to; i++)
            {
                await File.WriteAllBytesAsync(corpus.Path(job, $"{i:D5}.png"), TinyPng.OfColour(8, 8, (byte)i, (byte)(i >> 8), (byte)(i * 7)), token);
            }
        }

        var without = await PeakAsync(corpus.Root, null, token);
        var gone = await PeakAsync(corpus.Root, $"http://127.0.0.1:{Ports.Free(1)[0]}", token);

        // One that takes connections and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var mute = await PeakAsync(corpus.Root, $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", token);
        Figures.Tell($"peak in MiB after a third and at the end: without telemetry {without}, collector gone {gone}, collector silent {mute}");
        foreach (var lost in (Peaks[])[gone, mute])
        {
            Assert.True(lost.End <= Share * without.End, $"{lost} MiB with a lost collector, {without} MiB without telemetry");
            Assert.True(lost.Rise <= without.Rise + Flat, $"{lost} MiB with a lost collector, {without} MiB without telemetry");
        }
    }

    private static async Task<Peaks> PeakAsync(string corpus, string? endpoint, CancellationToken token)
    {
        using var data = new TemporaryFolder();

        // Every batch leaves a trace: the worst that an operator can ask for. Commits need not wait for the disk here.
        var settings = new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours", ["Pipeline__TraceEvery"] = "1", ["VectorIndex__Embedded__Durability"] = "Crash" };
        if (endpoint is not null)
        {
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        }

        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token);
        List<long> peaks = [];
        foreach (var (id, from, to) in Parts)
        {
            await cluster.SubmitAsync(id, id, Path.Combine(corpus, id), "photos", "demo-clip");
            var job = await cluster.UntilOverAsync(id, token);
            Assert.Equal("completed", job.GetProperty("state").GetString());
            Assert.Equal(to - from, job.GetProperty("embedded").GetInt64());
            peaks.Add(cluster.PeakMemory() >> 20);
        }

        return new Peaks(peaks[0], peaks[1]);
    }

    private sealed record Peaks(long Third, long End)
    {
        public long Rise => End - Third;

        public override string ToString() => $"{Third} -> {End}";
    }
}
