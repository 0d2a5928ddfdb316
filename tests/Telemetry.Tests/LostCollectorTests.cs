using System.Net;
using System.Net.Sockets;
using Cluster.TestSupport;

namespace Cluster.Telemetry.Tests;

public sealed class LostCollectorTests
{
    private const int Images = 6_000;

    /// <summary>What a process may vary by from run to run, and the exporter's bounded queues.</summary>
    private const double Share = 1.25;

    [Fact]
    public async Task A_collector_that_is_gone_or_says_nothing_blocks_no_job_and_fills_no_memory()
    {
        var token = TestContext.Current.CancellationToken;
        using var corpus = new TemporaryFolder();
        for (var i = 0; i < Images; i++)
        {
            await File.WriteAllBytesAsync(corpus.Path($"{i:D5}.png"), TinyPng.OfColour(8, 8, (byte)i, (byte)(i >> 8), (byte)(i * 7)), token);
        }

        var without = await PeakAsync(corpus.Root, null, token);
        var gone = await PeakAsync(corpus.Root, $"http://127.0.0.1:{Ports.Free(1)[0]}", token);

        // One that takes connections and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var mute = await PeakAsync(corpus.Root, $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", token);
        Figures.Tell($"peak without telemetry {without >> 20} MiB, collector gone {gone >> 20} MiB, collector silent {mute >> 20} MiB");
        Assert.True(gone <= Share * without, $"{gone >> 20} MiB with the collector gone, {without >> 20} MiB without telemetry");
        Assert.True(mute <= Share * without, $"{mute >> 20} MiB with a silent collector, {without >> 20} MiB without telemetry");
    }

    private static async Task<long> PeakAsync(string corpus, string? endpoint, CancellationToken token)
    {
        using var data = new TemporaryFolder();

        // Every batch leaves a trace: the worst that an operator can ask for.
        var settings = new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours", ["Pipeline__TraceEvery"] = "1" };
        if (endpoint is not null)
        {
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        }

        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token);
        await cluster.SubmitAsync("lost", "lost", corpus, "photos", "demo-clip");
        var job = await cluster.UntilOverAsync("lost", token);
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal(Images, job.GetProperty("embedded").GetInt64());
        return cluster.PeakMemory();
    }
}
