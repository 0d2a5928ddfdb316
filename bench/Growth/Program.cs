using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Cluster.Bench.Common;
using Cluster.Bench.Growth;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Partitions;
using Cluster.Encoders;
using Cluster.Encoders.Manifests;
using Cluster.Imaging;
using Cluster.Pipeline;
using Cluster.Pipeline.Progress;
using Cluster.TestSupport;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// From 1,000 images upwards, ten times as many each time, through the pipeline with an encoder that costs nothing: time, memory, start-up, query.
// Each size runs in a process of its own. Arguments: [largest size] [smallest size]; "one SIZE" is what the processes are started with.
const int Dimension = 512;
if (args is ["one", var only])
{
    Console.WriteLine(string.Join(' ', (await OneAsync(int.Parse(only, CultureInfo.InvariantCulture))).Select(static v => v.ToString(CultureInfo.InvariantCulture))));
    return 0;
}

var largest = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var smallest = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000;
Report.Note(Machine.Describe());
var report = new Report();
var (embedding, memory, starting, querying) = (new Sizes(), new Sizes(), new Sizes(), new Sizes());
for (var size = smallest; size <= largest; size *= 10)
{
    using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["one", $"{size}"]) { RedirectStandardOutput = true })!;
    var line = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    var values = line.Split(' ').Select(static v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
    report.Row($"embed.{size}", values[0], "s");
    report.Row($"embed-cpu.{size}", values[1], "s");
    report.Row($"start-up.{size}", values[2], "s");
    report.Row($"query.{size}", values[3] * 1e3, "ms");
    report.Row($"memory.{size}", values[4], "MiB");
    embedding.Add(size, values[1]);
    starting.Add(size, values[2]);
    querying.Add(size, values[3]);
    memory.Add(size, values[4]);
}

embedding.Report(report, "embed-cpu", atMost: 1.05);
starting.Report(report, "start-up", atMost: 1.05);
querying.Report(report, "query", atMost: 1.05);
memory.Report(report, "memory", atMost: 1.05);
Report.Note($"load {Machine.Load()}");
return report.Finish();

static async Task<double[]> OneAsync(int size)
{
    using var folder = new TemporaryFolder();
    var target = new LiveCollection(new("growth"), new("growth-1"), new("colours"), new("space"), Dimension, 1);
    var options = new EmbeddedVectorIndexOptions { Path = folder.Path("vectors.db") };
    double seconds, cpu;
    await using (var index = new EmbeddedVectorIndex(options, NullLogger<EmbeddedVectorIndex>.Instance))
    {
        await index.CreateCollectionAsync(new CollectionSpec(target.Collection, target.Space, Dimension), default);
        var shard = new ColourShard(new EncoderManifest
        {
            Id = target.Encoder, Space = target.Space, Folder = "", Family = EncoderFamily.Clip, Dimension = Dimension,
            Preprocessing = new() { Width = 8, Height = 8, Mean = new(0, 0, 0), Std = new(1, 1, 1) },
        });
        var pipeline = new EmbeddingPipeline(
            Options.Create(new PipelineOptions { BatchSize = 256 }), TimeProvider.System, new PipelineInstruments(new NoMeters()), NullLogger<EmbeddingPipeline>.Instance);
        var parts = new PipelineParts(new SyntheticImages(size), new ImagePreprocessor(Options.Create(new ImagingOptions())), shard, index, new Accepting());
        var run = new PipelineRun(new JobId("growth"), new CorpusId("growth"), new(0, "", "~", size), Checkpoint.Start, target, 4_096);
        var clock = Stopwatch.StartNew();
        var end = await pipeline.RunAsync(run, parts, default);
        (seconds, cpu) = (clock.Elapsed.TotalSeconds, Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds);
        if (end.Failure is { } failure || await index.CountAsync(target.Collection, null, default) != size)
        {
            throw new InvalidOperationException($"Not all of {size} images were embedded.");
        }
    }

    var start = Stopwatch.StartNew();
    await using var again = new EmbeddedVectorIndex(options, NullLogger<EmbeddedVectorIndex>.Instance);
    var query = new VectorQuery(new Scoring.Nearest(new QueryExample.Raw((float[])[1f, .. new float[Dimension - 1]])), 10) { Exact = true };
    await again.QueryAsync(target.Collection, query, default);
    var startUp = start.Elapsed.TotalSeconds;
    List<double> queries = [];
    for (var i = 0; i < 15; i++)
    {
        queries.Add(Rounds.Seconds(1, () => again.QueryAsync(target.Collection, query, default).GetAwaiter().GetResult()));
    }

    return [seconds, cpu, startUp, Rounds.Median(queries), Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0];
}

internal sealed class Accepting : ICheckpointSink
{
    public Task<bool> CommitAsync(CheckpointOutcomes outcomes, CancellationToken cancellationToken) => Task.FromResult(true);
}

internal sealed class NoMeters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }
}
