using System.Diagnostics;
using Cluster.Bench.Common;
using Cluster.Bench.Telemetry;
using Cluster.SampleCatalogue;
using Cluster.TestSupport;

// The pipeline with and without telemetry, alternating in one process: traces of one batch in 64 and all metrics every five seconds to an OTLP
// collector in the same process, whose work counts against it. demo-clip is a cheap encoder, so that the share of telemetry is as large as it gets.
// Processor time is judged: on a machine that others use, a clock says more about them. Arguments: [rounds] [pictures].
const double Most = 1.02;
var rounds = args.Length > 0 ? int.Parse(args[0]) : 11;
var pictures = args.Length > 1 ? int.Parse(args[1]) : 2_000;
Report.Note(Machine.Describe());
var report = new Report();
using var folder = new TemporaryFolder();
CatalogueRenderer.Render(folder.Path("catalogue"), pictures, seed: 3);
await using var collector = await Collector.StartAsync();
await using var bed = await PipelineBed.StartAsync(CatalogueLayout.Images(folder.Path("catalogue")), pictures);

List<(double Cpu, double Wall)> off = [], on = [];
for (var round = -1; round < rounds; round++)
{
    // Which goes first changes, so that warming up or slowing down falls on both.
    foreach (var telemetry in round % 2 == 0 ? (bool[])[false, true] : [true, false])
    {
        using var listening = telemetry ? Telemetry.Listen(collector.Endpoint) : null;
        // A process begins to listen once; what that costs is no part of a pipeline's throughput.
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await bed.RunAsync();
        var taken = ((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds / pictures, clock.Elapsed.TotalSeconds / pictures);
        if (round >= 0)
        {
            (telemetry ? on : off).Add(taken);
        }
    }
}

Report.Note($"{collector.Requests} OTLP requests, {collector.Bytes / 1024} KiB");
report.Row("telemetry.off.cpu", Rounds.Median(off.Select(static x => x.Cpu)) * 1e3, "ms/image");
report.Row("telemetry.on.cpu", Rounds.Median(on.Select(static x => x.Cpu)) * 1e3, "ms/image");
report.Row("telemetry.cpu.ratio", Rounds.Median(on.Select(static x => x.Cpu)) / Rounds.Median(off.Select(static x => x.Cpu)), "", atMost: Most);
report.Row("telemetry.wall.ratio", Rounds.Median(on.Select(static x => x.Wall)) / Rounds.Median(off.Select(static x => x.Wall)), "");
Report.Note($"load {Machine.Load()}");
return report.Finish();
