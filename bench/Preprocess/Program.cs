using System.Diagnostics;
using Cluster.Bench.Common;
using Cluster.Bench.Preprocess;
using Cluster.Imaging.Isolation;

// Arguments: [rounds] [folder of photographs]. The program starts itself again on one core, which all that it compares with shares.
if (DecodeWorkerProgram.TryRun(args))
{
    return 0;
}

const string Pinned = "CLUSTER_BENCH_CORE";
if (Environment.GetEnvironmentVariable(Pinned) is null)
{
    var core = Environment.ProcessorCount - 1;
    var again = new ProcessStartInfo("taskset", ["-c", $"{core}", Environment.ProcessPath!, .. args]);
    again.Environment[Pinned] = $"{core}";
    using var process = Process.Start(again)!;
    await process.WaitForExitAsync();
    return process.ExitCode;
}

var rounds = args.Length > 0 ? int.Parse(args[0]) : 41;
var photographs = args.Length > 1 ? args[1] : Path.GetFullPath("../shared/datasets/clothing/test");
var sharp = Path.GetFullPath(".cache/sharp/node_modules/sharp");
Report.Note("one core of " + Machine.Describe());
Report report = new();
using (var pictures = Pictures.Of640x480(photographs))
{
    ResizeComparison.Run(report, pictures.Files[0], rounds);
    DecodeComparison.Run(report, "640x480", pictures, sharp, rounds);
    IsolationComparison.Run(report, "640x480", pictures, rounds);
}

using (var pictures = Pictures.Photographs(photographs))
{
    if (pictures is not null)
    {
        DecodeComparison.Run(report, "photographs", pictures, sharp, rounds);
        IsolationComparison.Run(report, "photographs", pictures, rounds);
    }
}

Report.Note($"load {Machine.Load()}");
return report.Finish();
