using System.Diagnostics;
using Cluster.Bench.Common;
using Cluster.Bench.Scale;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Jobs;
using Cluster.Grains.Jobs;

// What it costs to coordinate a billion images: the real grains of jobs, partitions, scheduler and directories over four silos in one process, with
// membership and state in a real Redis; pipelines are a clock. Arguments: [partitions] [milliseconds a partition].
const int Silos = 4;
const int ShardsEach = 64;
const int Small = 1_000;
const int Rounds = 5;
const int PartitionSize = 10_000;
const double MiB = 1L << 20;
var large = args.Length > 0 ? int.Parse(args[0]) : 100_000;
var duration = TimeSpan.FromMilliseconds(args.Length > 1 ? int.Parse(args[1]) : 250);
Report.Note(Machine.Describe());
Report.Note($"{large:N0} partitions of {PartitionSize:N0} simulated images, {Silos} silos with {ShardsEach} shards each, {duration.TotalMilliseconds} ms a partition");
var report = new Report();
await using var cluster = await SimulatedCluster.StartAsync(Silos, ShardsEach, duration);
using var process = Process.GetCurrentProcess();

// The first jobs compile the code, again and better while it is used: until then a partition costs twice as much.
for (var i = 0; i < 12; i++)
{
    await RunAsync($"warm-{i}", 2 * Small);
}

List<Run> small = [];
for (var i = 0; i < Rounds; i++)
{
    small.Add(await RunAsync($"small-{i}", Small));
}

#pragma warning disable RS0030 // What the small jobs left behind is no growth.
GC.Collect();
#pragma warning restore RS0030
var residentBefore = Resident();
var peak = residentBefore;
using var watching = new CancellationTokenSource();
var watch = Task.Run(async () =>
{
    using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
    while (!watching.IsCancellationRequested && await pace.WaitForNextTickAsync())
    {
        peak = Math.Max(peak, Resident());
    }
});
var callsBefore = cluster.Calls.Calls;
var big = await RunAsync("large", large);
await watching.CancelAsync();
await watch;

var smallCost = Cluster.Bench.Common.Rounds.Median(small.Select(static run => run.CpuMilliseconds));
report.Row("shards", await cluster.ReadyShardsAsync(), "shards", atLeast: Silos * ShardsEach);
report.Row("images", (double)large * PartitionSize, "images");
report.Row("job-state.largest", cluster.States.Largest<JobRecord>() / 1024.0, "KiB", atMost: 64);
report.Row("partition-state.largest", cluster.States.Largest("PartitionRecord"), "bytes");
report.Row("messages-a-partition", big.GrainMessages, "messages", atMost: 20);
report.Row("messages-a-partition.with-orleans", big.Messages, "messages");
report.Row("resident.growth", (peak - residentBefore) / MiB, "MiB", atMost: 300);
report.Row("resident.peak", peak / MiB, "MiB");
report.Row("throughput", big.PartitionsAMinute, "1/min", atLeast: 5_000);
report.Row($"cost.{Small}", smallCost, "ms");
report.Row($"cost.{large}", big.CpuMilliseconds, "ms");
report.Row("cost.ratio", big.CpuMilliseconds / smallCost, "x", atMost: 1.10);
report.Row("cost.ratio-inverse", smallCost / big.CpuMilliseconds, "x", atMost: 1.10);
foreach (var (call, count) in cluster.Calls.Calls.OrderByDescending(static call => call.Value).Take(10))
{
    Report.Note($"{(count - callsBefore.GetValueOrDefault(call)) / (double)large:0.000} calls a partition of {call.Interface}.{call.Method}");
}

Report.Note($"load {Machine.Load()}");
return report.Finish();

long Resident()
{
    process.Refresh();
    return process.WorkingSet64;
}

async Task<Run> RunAsync(string name, int partitions)
{
    var (cpu, calls, ofGrains) = (process.TotalProcessorTime, cluster.Calls.Total, cluster.Calls.Grains);
    var clock = Stopwatch.StartNew();
    var job = cluster.Job(name);
    var submitted = await job.SubmitAsync(SimulatedCluster.Spec(name, partitions));
    if (!submitted.Succeeded)
    {
        throw new InvalidOperationException(submitted.Failure.Detail);
    }

    using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
    while (true)
    {
        await pace.WaitForNextTickAsync();
        var now = (await job.ShowAsync()).Value!;
        if (now.State == JobState.Running)
        {
            continue;
        }

        process.Refresh();
        if (now.State != JobState.Completed || now.Counts.Embedded != (long)partitions * PartitionSize || now.CompletedPartitions != partitions)
        {
            throw new InvalidOperationException($"Job '{name}' ended as {now.State} with {now.Counts} in {now.CompletedPartitions} partitions: {now.Failure}");
        }

        var run = new Run(
            (process.TotalProcessorTime - cpu).TotalMilliseconds / partitions,
            2.0 * (cluster.Calls.Total - calls) / partitions,
            2.0 * (cluster.Calls.Grains - ofGrains) / partitions,
            partitions / clock.Elapsed.TotalMinutes);
        Report.Note($"{name}: {partitions:N0} partitions in {clock.Elapsed.TotalSeconds:0.0} s, {run.CpuMilliseconds:0.000} ms of processor time and {run.Messages:0.0} messages a partition");
        return run;
    }
}

internal sealed record Run(double CpuMilliseconds, double Messages, double GrainMessages, double PartitionsAMinute);
