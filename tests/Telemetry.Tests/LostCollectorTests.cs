using System.Net;
using System.Net.Sockets;
using Cluster.TestSupport;

namespace Cluster.Telemetry.Tests;

public sealed class LostCollectorTests
{
    /// <summary>
    /// Most of them, by which the process has settled (MemoryTests says what that adds), and the rest, in which memory must rise no more than with a collector that
    /// takes everything.
    /// </summary>
    private static readonly (string Job, int From, int To)[] Parts = [("first", 0, 20_000), ("rest", 20_000, 24_000)];

    /// <summary>What a process may vary by from run to run, and the exporter's bounded queues.</summary>
    private const double Share = 1.1;

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

        // What the instruments themselves take is no matter of the collector: one that takes everything is the measure.
        using var taking = new HttpListener();
        var address = $"http://127.0.0.1:{Ports.Free(1)[0]}";
        taking.Prefixes.Add($"{address}/");
        taking.Start();
        var taker = TakeAsync(taking);
        var taken = await PeakAsync(corpus.Root, address, "http/protobuf", token);
        taking.Stop();
        Assert.True(await taker > 0, "The collector was told nothing.");

        var gone = await PeakAsync(corpus.Root, $"http://127.0.0.1:{Ports.Free(1)[0]}", "grpc", token);

        // One that takes connections and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var mute = await PeakAsync(corpus.Root, $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", "grpc", token);
        Figures.Tell($"peak in MiB once settled and at the end: collector there {taken}, gone {gone}, silent {mute}");
        foreach (var lost in (Peaks[])[gone, mute])
        {
            Assert.True(lost.End <= Share * taken.End, $"{lost} MiB with a lost collector, {taken} MiB with one that takes everything");
            Assert.True(lost.Rise <= taken.Rise + Flat, $"{lost} MiB with a lost collector, {taken} MiB with one that takes everything");
        }
    }

    private static async Task<Peaks> PeakAsync(string corpus, string endpoint, string protocol, CancellationToken token)
    {
        using var data = new TemporaryFolder();

        // Every batch leaves a trace: the worst that an operator can ask for. Commits need not wait for the disk here.
        var settings = new Dictionary<string, string>
        {
            ["PROBE_ENCODER"] = "colours",
            ["Pipeline__TraceEvery"] = "1",
            ["VectorIndex__Embedded__Durability"] = "Crash",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        };

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

    /// <summary>Answers every export until it is stopped; how many came.</summary>
    private static async Task<int> TakeAsync(HttpListener listener)
    {
        for (var exports = 0; ; exports++)
        {
            try
            {
                var context = await listener.GetContextAsync();
                await context.Request.InputStream.CopyToAsync(Stream.Null);
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or IOException)
            {
                // Stopped, or the process that exports is over.
                return exports;
            }
        }
    }

    private sealed record Peaks(long Settled, long End)
    {
        public long Rise => End - Settled;

        public override string ToString() => $"{Settled} -> {End}";
    }
}
