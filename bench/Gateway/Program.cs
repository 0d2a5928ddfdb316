using System.Diagnostics;
using System.Text.Json;
using Cluster.Bench.Common;
using Cluster.Bench.Gateway;
using Cluster.TestSupport;
using Cluster.VectorIndex;

// What the gateway costs over the index's own time, and what it does under too much load. The load generator is a process beside it, on the same cores.
// Arguments: [seconds a round] [rounds] [points] [seconds of overload].
if (args is ["load", .. var asked])
{
    return LoadGenerator.Run(asked);
}

const double Rate = 200;
var seconds = args.Length > 0 ? double.Parse(args[0]) : 10;
var rounds = args.Length > 1 ? int.Parse(args[1]) : 3;
var points = args.Length > 2 ? int.Parse(args[2]) : 20_000;
var overload = args.Length > 3 ? double.Parse(args[3]) : 60;
Report.Note(Machine.Describe());
var report = new Report();
using var folder = new TemporaryFolder();
await using var shop = await ShopUnderTest.StartAsync(points);
Report.Note($"{points} points of {shop.Dimension} dimensions, {Rate} requests a second, {rounds} rounds of {seconds} s");

// :: 1. By id, and by words that were asked before.
var select = new PointSelector(false, null);
var byId = Enumerable.Range(0, 500).Select(i => shop.Points[i * 37 % shop.Points.Count]).ToList();
var recommend = Write("recommend", byId.Select(static id => JsonSerializer.Serialize(new { like = new[] { new { id = id.ToString() } }, limit = 10 })));
var words = Enumerable.Range(0, 50).Select(static i => $"a mug number {i}").ToList();
var search = Write("search", words.Select(static text => JsonSerializer.Serialize(new { text, limit = 10 })));
var vectors = await shop.Index.GetAsync(shop.Concrete, [.. byId.Take(words.Count)], new PointSelector(true, []), CancellationToken.None);
await OverIndexAsync("recommend", recommend, [.. byId.Select(id => new VectorQuery(new Scoring.Nearest(new QueryExample.Point(id)), 10) { Select = select })]);
await OverIndexAsync("search", search, [.. vectors.Select(point => new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(point.Vector!.Value)), 10) { Select = select })]);

// :: 2. The highest rate at which all is answered and 99 of 100 within 50 ms, to a twentieth: in steps of a quarter, then halving what is left.
const double Patience = 50;
LoadResult? sustained = null;
var (sustainable, tooMuch) = (0.0, 0.0);
for (var rate = 200.0; tooMuch == 0 || tooMuch > sustainable * 1.05; rate = tooMuch == 0 ? rate * 1.25 : Math.Sqrt(sustainable * tooMuch))
{
    // A hiccup of the machine is no limit of the gateway: a rate is too much that is too much three times.
    LoadResult step;
    var tries = 0;
    do
    {
        step = await Load.RunAsync(shop.Address("recommend"), rate, 5, recommend);
        Report.Note($"{rate:F0} a second: {step.Ok} of {step.Sent} answered, {step.P50:F1} {step.P99:F1} ms");
    }
    while (IsTooMuch(step) && ++tries < 3);

    if (IsTooMuch(step))
    {
        tooMuch = rate;
        if (sustained is null)
        {
            report.Missing("gateway.sustainable", "not even 200 requests a second were answered in time");
            return report.Finish();
        }
    }
    else
    {
        (sustainable, sustained) = (rate, step);
    }
}

// A rate is not sustained that was met for a lucky five seconds: half a minute of it, as the minute of overload that follows, has the machine's hiccups in it.
const double Sustained = 30;
sustained = await Load.RunAsync(shop.Address("recommend"), sustainable, Sustained, recommend);
while ((sustained.Ok < 0.999 * sustained.Sent || sustained.P99 > Patience) && sustainable > Rate)
{
    Report.Note($"{sustainable:F0} a second for {Sustained:F0} s: {sustained.Ok} of {sustained.Sent} answered, {sustained.P50:F1} {sustained.P99:F1} ms");
    sustainable /= 1.05;
    sustained = await Load.RunAsync(shop.Address("recommend"), sustainable, Sustained, recommend);
}

report.Row("gateway.sustainable", sustainable, "req/s");
report.Row("gateway.sustainable.p99", sustained.P99, "ms");

// :: 3. Four times as much, then at once as much as is sustainable again.
using var self = Process.GetCurrentProcess();
self.Refresh();
var before = self.WorkingSet64;
long peak = 0;
using var watching = new CancellationTokenSource();
var watch = WatchAsync();
var both = await Load.RunAsync(shop.Address("recommend"), recommend, (4 * sustainable, overload), (sustainable, 10));
await watching.CancelAsync();
await watch;
var (flood, after) = (both[0], both[1]);
var usual = Math.Max(sustained.P99, 1);
Report.Note($"p99 by seconds: {string.Join(' ', flood.SecondsP99.Select(static p99 => $"{p99:F0}"))}; after: {string.Join(' ', after.SecondsP99.Select(static p99 => $"{p99:F0}"))}, lost {string.Join(' ', after.SecondsLost)}");
report.Row("gateway.overload.sent", flood.Sent, "requests");
report.Row("gateway.overload.held", flood.Held, "requests");
report.Row("gateway.overload.accepted", flood.Ok / overload, "req/s");
report.Row("gateway.overload.refused", 100.0 * flood.Refused / Math.Max(1, flood.Sent), "%");
report.Row("gateway.overload.broken", flood.Other, "requests", atMost: 0);
report.Row("gateway.overload.p99-of-accepted", flood.P99, "ms");
report.Row("gateway.overload.p99-ratio", flood.P99 / usual, "x", atMost: 3);
report.Row("gateway.overload.memory-growth", (peak - before) / 1024.0 / 1024.0, "MiB", atMost: 256);

// Recovered from the first second on in which nothing is turned away and answers are as fast as under overload they have to be.
var recovered = after.SecondsP99.Zip(after.SecondsLost).TakeWhile(second => second.Second > 0 || !(second.First <= 3 * usual)).Count();
report.Row("gateway.recovery", recovered, "s", atMost: 5);
Report.Note($"load {Machine.Load()}");
return report.Finish();

static bool IsTooMuch(LoadResult step) => step.Ok < step.Sent || step.Held > 0 || step.P99 > Patience;

string Write(string name, IEnumerable<string> bodies)
{
    var file = folder.Path(name + ".jsonl");
    File.WriteAllLines(file, bodies);
    return file;
}

async Task OverIndexAsync(string verb, string bodies, IReadOnlyList<VectorQuery> questions)
{
    await Load.RunAsync(shop.Address(verb), Rate, 10, bodies);
    using var inside = new InsideTimes();
    List<(double P50, double P99, double IndexP50, double IndexP99)> taken = [];
    for (var round = 0; round < rounds; round++)
    {
        inside.Begin();
        var whole = await Load.RunAsync(shop.Address(verb), Rate, seconds, bodies);
        Report.Note($"{verb} {whole.P50:F2} {whole.P99:F2} ms, inside: {inside.End()}");
        var alone = await IndexAlone.RunAsync(shop, questions, Rate, seconds);
        if (whole.Ok < whole.Sent)
        {
            report.Missing($"gateway.{verb}", $"{whole.Sent - whole.Ok} of {whole.Sent} requests were not answered");
            return;
        }

        taken.Add((whole.P50, whole.P99, LoadGenerator.Percentile(alone, 0.5), LoadGenerator.Percentile(alone, 0.99)));
    }

    report.Row($"gateway.{verb}.p50", Rounds.Median(taken.Select(static t => t.P50)), "ms");
    report.Row($"gateway.{verb}.p99", Rounds.Median(taken.Select(static t => t.P99)), "ms");
    report.Row($"gateway.{verb}.index.p50", Rounds.Median(taken.Select(static t => t.IndexP50)), "ms");
    report.Row($"gateway.{verb}.index.p99", Rounds.Median(taken.Select(static t => t.IndexP99)), "ms");
    report.Row($"gateway.{verb}.over-index.p50", Rounds.Median(taken.Select(static t => t.P50 - t.IndexP50)), "ms", atMost: 1);
    report.Row($"gateway.{verb}.over-index.p99", Rounds.Median(taken.Select(static t => t.P99 - t.IndexP99)), "ms", atMost: 3);
}

async Task WatchAsync()
{
    using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
    try
    {
        while (await pace.WaitForNextTickAsync(watching.Token))
        {
            self.Refresh();
            peak = Math.Max(peak, self.WorkingSet64);
        }
    }
    catch (OperationCanceledException)
    {
    }
}
