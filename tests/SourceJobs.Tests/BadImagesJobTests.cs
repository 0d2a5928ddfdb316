using Cluster.SourceJobs.Tests.Hostile;
using Cluster.TestSupport;

namespace Cluster.SourceJobs.Tests;

/// <summary>Jobs of a real process over pictures that are malformed or mean harm: none may crash it, hang it, fill its memory or be lost.</summary>
public sealed class BadImagesJobTests
{
    private const long MaxMemory = 1L << 30;
    private const int MaxDecodeSeconds = 10;

    // Waiting for a process or for memory, and a fresh process's start, on a machine that is busy.
    private const int Slack = 10;

    [Fact]
    public Task Public_corpora_of_malformed_images_are_accounted_for_within_memory_and_time() => RunAsync(SharedData.Path("badimages"));

    [Fact]
    public async Task Bombs_loops_lies_and_mutants_are_accounted_for_within_memory_and_time()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, bytes) in HostileImages.All())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Path(name))!);
            await File.WriteAllBytesAsync(folder.Path(name), bytes, TestContext.Current.CancellationToken);
        }

        await RunAsync(folder.Root);
    }

    private static async Task RunAsync(string folder)
    {
        var token = TestContext.Current.CancellationToken;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count(static file => !Path.GetFileName(file).StartsWith('.'));
        using var data = new TemporaryFolder();
        var settings = new Dictionary<string, string>
        {
            ["PROBE_ENCODER"] = "colours",
            ["PROBE_DECODES"] = data.Path("decodes.txt"),
            ["Imaging__MaxDecodeTime"] = $"00:00:{MaxDecodeSeconds:D2}",
        };
        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token);
        await cluster.SubmitAsync("bad", "bad", folder, "bad", "demo-clip");
        var over = cluster.UntilOverAsync("bad", token);
        long peak = 0;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!over.IsCompleted)
        {
            peak = Math.Max(peak, cluster.ResidentMemory());
            await pace.WaitForNextTickAsync(token);
        }

        var job = await over;
        var (embedded, quarantined) = (job.GetProperty("embedded").GetInt64(), job.GetProperty("quarantined").GetInt64());
        var slowest = File.ReadLines(data.Path("decodes.txt")).Max(long.Parse);
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (string? cursor = null, page = ""; page is not null; page = cursor)
        {
            var answer = await cluster.GetAsync($"/v1/jobs/bad/quarantine?limit=500{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            foreach (var row in answer.GetProperty("images").EnumerateArray())
            {
                var reason = row.GetProperty("reason").GetString()!;
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
                if (reason == "timed-out" || row.GetProperty("detail").GetString()!.StartsWith("The decoder breaks down", StringComparison.Ordinal))
                {
                    TestContext.Current.SendDiagnosticMessage($"{row.GetProperty("key")}: {row.GetProperty("detail")}");
                }
            }

            cursor = answer.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{files} files: {embedded} embedded, {quarantined} set aside ({string.Join(", ", reasons.Select(static r => $"{r.Key} {r.Value}"))}); peak {peak >> 20} MiB with all its processes, slowest picture {slowest} ms");
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal(files, embedded + quarantined);
        Assert.Equal(quarantined, reasons.Values.Sum());
        Assert.InRange(peak, 1, MaxMemory);
        Assert.InRange(slowest, 0, (MaxDecodeSeconds + Slack) * 1_000);
    }
}
