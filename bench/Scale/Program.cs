using System.Diagnostics;
using Cluster.Bench.Common;
using Cluster.Bench.Scale;
using Cluster.Grains.Jobs;

// What it costs to coordinate a billion images: the real grains of jobs, partitions, scheduler and directories over four silos in one process, with
// membership and state in a real Redis; pipelines are a clock. Arguments: [partitions] [milliseconds a partition].
const int Silos = 4;
const int ShardsEach = 64;
const int Small = 1_000;
const int SmallATurn = 5;
const int Turns = 6;
const int PartitionSize = 10_000;
const double MiB = 1L << 20;
var large = args.Length > 0 ? int.Parse(args[0]) : 100_000;
var duration = TimeSpan.FromMilliseconds(args.Length > 1 ? int.Parse(args[1]) : 250);
Report.Note(Machine.Describe());
Report.Note($"{large:N0} partitions of {PartitionSize:N0} simulated images, {Silos} silos with {ShardsEach} shards each, {duration.TotalMilliseconds} ms a partition");
var report = new Report();
await using var cluster = await SimulatedCluster.StartAsync(Silos, ShardsEach, duration);

// The first jobs compile the code, again and better while it is used: until then a partition costs twice as much. What is done once a job needs as many jobs.
var warm = new Usage();
for (var i = 0; i < 60; i++)
{
    warm += await new SimulatedJob(cluster, $"warm-{i}", Small / 2).RunAsync(Small / 2, PartitionSize);
}

Report.Note($"warm: {warm}");
#pragma warning disable RS0030 // What the first jobs left behind is no growth.
GC.Collect();
#pragma warning restore RS0030
using var process = Process.GetCurrentProcess();
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

// The large job takes turns with small ones, which is why it is paused. Who goes first changes, since machines warm up and slow down.
var job = new SimulatedJob(cluster, "large", large);
List<(Usage Small, Usage Large)> turns = [];
for (var turn = 0; turn < Turns; turn++)
{
    Usage ofLarge, ofSmall;
    var until = (int)((turn + 1L) * large / Turns);
    if (turn % 2 == 0)
    {
        ofLarge = await job.RunAsync(until, PartitionSize);
        ofSmall = await SmallJobsAsync(turn);
    }
    else
    {
        ofSmall = await SmallJobsAsync(turn);
        ofLarge = await job.RunAsync(until, PartitionSize);
    }

    turns.Add((ofSmall, ofLarge));
    Report.Note($"turn {turn}, jobs of {Small:N0}: {ofSmall}");
    Report.Note($"turn {turn}, large job: {ofLarge}");
}

await watching.CancelAsync();
await watch;

report.Row("shards", await cluster.ReadyShardsAsync(), "shards", atLeast: Silos * ShardsEach);
report.Row("images", (double)large * PartitionSize, "images");
report.Row("job-state.largest", cluster.States.Largest<JobRecord>() / 1024.0, "KiB", atMost: 64);
report.Row("partition-state.largest", cluster.States.Largest("PartitionRecord"), "bytes");
report.Row("messages-a-partition", job.Whole.GrainMessagesEach, "messages", atMost: 20);
report.Row("messages-a-partition.with-orleans", job.Whole.MessagesEach, "messages");
report.Row("resident.growth", (peak - residentBefore) / MiB, "MiB", atMost: 300);
report.Row("resident.peak", peak / MiB, "MiB");
report.Row("throughput", job.Whole.AMinute, "1/min", atLeast: 5_000);
report.Row($"cost.{Small}", Rounds.Median(turns.Select(static turn => turn.Small.CpuEach)), "ms");
report.Row($"cost.{large}", Rounds.Median(turns.Select(static turn => turn.Large.CpuEach)), "ms");
report.Row("cost.ratio", Rounds.Median(turns.Select(static turn => turn.Large.CpuEach / turn.Small.CpuEach)), "x", atMost: 1.10);
report.Row("cost.ratio-inverse", Rounds.Median(turns.Select(static turn => turn.Small.CpuEach / turn.Large.CpuEach)), "x", atMost: 1.10);
foreach (var (call, count) in cluster.Calls.Calls.OrderByDescending(static call => call.Value).Take(10))
{
    Report.Note($"{count:N0} calls of {call.Interface}.{call.Method}");
}

Report.Note($"load {Machine.Load()}");
return report.Finish();

long Resident()
{
    process.Refresh();
    return process.WorkingSet64;
}

async Task<Usage> SmallJobsAsync(int turn)
{
    var whole = new Usage();
    for (var i = 0; i < SmallATurn; i++)
    {
        whole += await new SimulatedJob(cluster, $"small-{turn}-{i}", Small).RunAsync(Small, PartitionSize);
    }

    return whole;
}
