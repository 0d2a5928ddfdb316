using System.Diagnostics;
using Cluster.Bench.Common;
using Cluster.Imaging;
using Cluster.Imaging.Isolation;
using Microsoft.Extensions.Options;

namespace Cluster.Bench.Preprocess;

/// <summary>
/// What it costs to have pictures decoded by a process of its own: the same pictures one at a time, in the host and isolated. Compared is the processor time of
/// host and worker together: on a shared core each hand-over waits for neighbours, which says nothing about a host that has others to decode meanwhile.
/// </summary>
internal static class IsolationComparison
{
    /// <summary>Both sides have their code compiled at its best by then.</summary>
    private const int WarmUp = 12;

    public static void Run(Report report, string name, Pictures pictures, int rounds)
    {
        using var isolated = new IsolatedPreprocessor(
            Options.Create(new ImagingOptions()), Options.Create(new DecodeIsolationOptions { Workers = 1 }), TimeProvider.System);
        var tile = new byte[Clip.TileBytes];
        Array.ForEach(pictures.Files, file => Decode(isolated, file, tile));
        using var worker = WorkerProcess();
        List<double> seconds = [];
        var (host, apart) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = -WarmUp; round < rounds; round++)
        {
            var before = Spent(worker);
            Array.ForEach(pictures.Files, file => Decode(Clip.Preprocessor, file, tile));
            var between = Spent(worker);
            var taken = Rounds.Seconds(1, () => Array.ForEach(pictures.Files, file => Decode(isolated, file, tile)));
            var after = Spent(worker);
            if (round >= 0)
            {
                host += between - before;
                apart += after - between;
                seconds.Add(taken);
            }
        }

        report.Row($"{name}.isolated", pictures.Files.Length / Rounds.Median(seconds), "images/s");
        report.Row($"{name}.isolation-time", (apart - host).TotalMilliseconds / (rounds * pictures.Files.Length), "ms/image");
        report.Row($"{name}.isolated-over-in-host", host / apart, "x", atLeast: 0.9);
    }

    private static TimeSpan Spent(Process worker)
    {
        using var self = Process.GetCurrentProcess();
        worker.Refresh();
        return self.TotalProcessorTime + worker.TotalProcessorTime;
    }

    private static Process WorkerProcess() => Process.GetProcesses().Single(static process =>
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Split('\0') is [.., DecodeWorkerProgram.Verb, var parent, ""] && parent == $"{Environment.ProcessId}";
        }
        catch (IOException)
        {
            return false;
        }
    });

    private static void Decode(IImagePreprocessor preprocessor, byte[] file, byte[] tile)
    {
        if (preprocessor.Preprocess(file, Clip.Spec, tile, CancellationToken.None).Failure is { } failure)
        {
            throw new InvalidOperationException(failure.Detail);
        }
    }
}
