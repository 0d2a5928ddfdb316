using System.Diagnostics;
using Cluster.Bench.Common;
using Cluster.Bench.Lanes;
using Cluster.Encoders;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Sharding;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

// What a query waits for on a shard that is full of bulk work, against the same queries on an idle one; both in turns, in one process, on the
// processor with the default options. Texts and pictures in turn, one every 25 ms, whether the ones before are answered or not. Arguments: [rounds].
const int Queries = 160;
var rounds = args.Length > 0 ? int.Parse(args[0]) : 5;
var slice = EncoderShardOptions.ProcessorSlice.TotalMilliseconds;
Report.Note(Machine.Describe());
var report = new Report();
List<string> roots = [RepositoryFolder.Path("models")];
if (SharedData.Has("models"))
{
    roots.Add(SharedData.Locate("models"));
}

var catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = roots }));
foreach (var manifest in await catalog.ListAsync(default))
{
    var factory = new OnnxEncoderFactory(Options.Create(new OnnxOptions()));
    await using var shard = new EncoderShard(factory.LoadImageEncoder(manifest), factory.LoadTextEncoder(manifest), new EncoderShardOptions());
    var name = manifest.Id.Value.Split('@')[0];
    await AskAsync(shard);
    List<double> idle = [], loaded = [];
    var (images, seconds) = (0L, 0.0);
    for (var round = 0; round < rounds; round++)
    {
        idle.AddRange(await AskAsync(shard));
        await using var load = new BulkLoad(shard);
        await Task.Delay(TimeSpan.FromSeconds(1));
        var (before, clock) = (load.Images, Stopwatch.StartNew());
        loaded.AddRange(await AskAsync(shard));
        (images, seconds) = (images + load.Images - before, seconds + clock.Elapsed.TotalSeconds);
    }

    var bound = Math.Round(slice + (1.5 * At(idle, 0.99)), 2);
    report.Row($"{name}.idle.p50", At(idle, 0.5), "ms");
    report.Row($"{name}.idle.p99", At(idle, 0.99), "ms");
    report.Row($"{name}.full.p50", At(loaded, 0.5), "ms");
    report.Row($"{name}.full.p99", At(loaded, 0.99), "ms", atMost: bound);
    report.Row($"{name}.bulk-meanwhile", images / seconds, "images/s");
}

Report.Note($"load {Machine.Load()}");
return report.Finish();

static double At(List<double> values, double share)
{
    values.Sort();
    return values[Math.Min(values.Count - 1, (int)Math.Ceiling(share * values.Count) - 1)];
}

static async Task<IReadOnlyList<double>> AskAsync(EncoderShard shard)
{
    var spec = shard.Manifest.Preprocessing;
    var tile = new byte[spec.Width * spec.Height * 3];
    using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
    List<Task<double>> asked = [];
    for (var i = 0; i < Queries; i++)
    {
        await pace.WaitForNextTickAsync();
        var isText = i % 2 == 0 && shard.Manifest.HasText;
        asked.Add(Task.Run(async () =>
        {
            var (embedding, clock) = (new float[shard.Manifest.Dimension], Stopwatch.StartNew());
            await (isText
                ? shard.EncodeTextsAsync(["a red shoe on a wooden table"], embedding, default)
                : shard.EncodeImagesAsync(tile, 1, embedding, Lane.Query, default));
            return clock.Elapsed.TotalMilliseconds;
        }));
    }

    return await Task.WhenAll(asked);
}
