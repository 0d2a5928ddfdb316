using System.Diagnostics;
using System.Globalization;
using Cluster.Bench.Common;
using Cluster.Bench.Telemetry;
using Cluster.SampleCatalogue;
using Cluster.TestSupport;

// The pipeline with and without telemetry, alternating in one process: traces as a silo makes them and all metrics, sent as a host sends them and what is left
// at the end of each run (numbers so every few seconds, where a host's default is a minute) to an OTLP collector in the same process, whose work counts
// against it. demo-clip is a cheap encoder, so that the share of telemetry is as large as it gets. A round is off, on, on, off, so that a machine that warms up or slows down evenly falls on both alike; what is judged is
// the middle one of the rounds' ratios, of processor time and of the clock. "telemetry.noise" is the same figure between the two runs without
// telemetry: how far from 1 a ratio lies that should be 1. Arguments: [rounds] [pictures].
const double Most = 1.02;
const int WarmUp = 1;
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 9;
var pictures = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4_000;
Report.Note(Machine.Describe());
var report = new Report();
using var folder = new TemporaryFolder();
CatalogueRenderer.Render(folder.Path("catalogue"), pictures, seed: 3);
await using var collector = await Collector.StartAsync();
await using var bed = await PipelineBed.StartAsync(CatalogueLayout.Images(folder.Path("catalogue")), pictures);

List<Usage[]> taken = [];
for (var round = -WarmUp; round < rounds; round++)
{
    Usage[] four = [await RunAsync(false), await RunAsync(true), await RunAsync(true), await RunAsync(false)];
    Report.Note(string.Create(CultureInfo.InvariantCulture, $"round {round,3}: cpu {Ratio(four, static u => u.Cpu):F4}, wall {Ratio(four, static u => u.Wall):F4}, {1e3 * four[0].Cpu:F3} ms/image without; load {Machine.Load()}"));
    if (round >= 0)
    {
        taken.Add(four);
    }
}

Report.Note($"{collector.Requests} OTLP requests, {collector.Bytes / 1024} KiB");
report.Row("telemetry.off.cpu", Rounds.Median(taken.Select(static four => (four[0].Cpu + four[3].Cpu) / 2)) * 1e3, "ms/image");
report.Row("telemetry.on.cpu", Rounds.Median(taken.Select(static four => (four[1].Cpu + four[2].Cpu) / 2)) * 1e3, "ms/image");
report.Row("telemetry.noise.cpu", Rounds.Median(taken.Select(static four => four[3].Cpu / four[0].Cpu)), "");
report.Row("telemetry.noise.wall", Rounds.Median(taken.Select(static four => four[3].Wall / four[0].Wall)), "");
report.Row("telemetry.cpu.ratio", Rounds.Median(taken.Select(static four => Ratio(four, static u => u.Cpu))), "", atMost: Most);
report.Row("telemetry.wall.ratio", Rounds.Median(taken.Select(static four => Ratio(four, static u => u.Wall))), "", atMost: Most);
return report.Finish();

static double Ratio(Usage[] four, Func<Usage, double> of) => (of(four[1]) + of(four[2])) / (of(four[0]) + of(four[3]));

async Task<Usage> RunAsync(bool telemetry)
{
    // A process begins to listen once; what that costs is no part of a pipeline's throughput. Nor is what an earlier run left for the collector.
    using var listening = telemetry ? Telemetry.Listen(collector.Endpoint) : null;
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var clock = Stopwatch.StartNew();
    await bed.RunAsync();
    listening?.Flush();
    return new Usage((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds / pictures, clock.Elapsed.TotalSeconds / pictures);
}
