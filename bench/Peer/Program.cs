using Cluster.Bench.Common;
using Cluster.Bench.Models;
using Cluster.Bench.Pipeline;
using Cluster.Encoders;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.Pipeline;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

// The whole pipeline, from a folder to the embedded index, against Transformers.js (ONNX Runtime and sharp) on the same files, the same graph and as
// many threads; each with the batch size that suits it, both warm, by turns.
// Arguments: [rounds] [photographs] [folder of photographs] [fp32|int8|both].
var rounds = args.Length > 0 ? int.Parse(args[0]) : 5;
var count = args.Length > 1 ? int.Parse(args[1]) : 192;
var source = args.Length > 2 ? args[2] : Path.GetFullPath("../shared/datasets/clothing");
var chosen = args.Length > 3 ? args[3] : "both";
var package = Path.GetFullPath(".cache/transformers");
Report.Note(Machine.Describe());
foreach (var part in new[] { "@huggingface/transformers", "onnxruntime-node", "sharp" })
{
    var file = Path.Combine(package, "node_modules", part, "package.json");
    Report.Note(File.Exists(file) ? $"{part} {System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("version")}" : $"{part} is not installed");
}

var report = new Report();
await using var photographs = await Photographs.GatherAsync(source, count, withBlobs: false);
if (photographs is null)
{
    report.Missing("peer", $"there are no photographs under {source}");
    return report.Finish();
}

using var models = new TemporaryFolder();
ModelFolder.Write(models.Path("vit-b-32"), TransformerShape.B32, Precision.Fp32, Precision.Int8);
var catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [models.Root] }));
var manifest = (await catalog.FindAsync("vit-b-32", default)).OrThrow();
var script = Path.Combine(AppContext.BaseDirectory, "Others", "transformers.mjs");
var cores = Environment.ProcessorCount;
foreach (var (name, precision, dtype, bound) in new[] { ("fp32", ModelPrecision.Fp32, "fp32", 1.25), ("int8", ModelPrecision.Int8, "q8", 1.55) })
{
    if (chosen != "both" && chosen != name)
    {
        continue;
    }

    using var peer = Worker.Start("node", script, package, models.Root, "vit-b-32", dtype, $"{cores}", photographs.Folder.Location);
    if (peer is null)
    {
        report.Missing(name + ".over-transformers-js", "Transformers.js is not installed or did not come up");
        continue;
    }

    await using var whole = new WholePipeline(manifest, new OnnxOptions { Precision = precision }, new PipelineOptions(), photographs.ConnectionString);
    List<(double Ours, double Theirs, double OurCores, double TheirCores)> taken = [];
    for (var round = -1; round < rounds; round++)
    {
        var theirs = peer.Run(1);
        var cpu = ProcessorTime.OfThis();
        var ours = await whole.RunAsync(photographs.Folder, photographs.Files.Length);
        cpu = ProcessorTime.OfThis() - cpu;
        if (round >= 0)
        {
            taken.Add((ours, theirs[0], cpu / ours, theirs[1] / theirs[0]));
        }
    }

    var images = photographs.Files.Length;
    report.Row($"{name}.pipeline", Rounds.Median(taken.Select(t => images / t.Ours)), "images/s");
    report.Row($"{name}.transformers-js", Rounds.Median(taken.Select(t => images / t.Theirs)), "images/s");

    // That neither was held back: as many cores busy as there are, on a machine of one's own.
    report.Row($"{name}.pipeline-cores", Rounds.Median(taken.Select(static t => t.OurCores)), "cores");
    report.Row($"{name}.transformers-js-cores", Rounds.Median(taken.Select(static t => t.TheirCores)), "cores");

    // Where neighbours take cores too, processor time an image says more than the clock.
    report.Row($"{name}.cpu-over-transformers-js", Rounds.Median(taken.Select(static t => t.Theirs * t.TheirCores / (t.Ours * t.OurCores))), "x");
    report.Row($"{name}.over-transformers-js", Rounds.Median(taken.Select(static t => t.Theirs / t.Ours)), "x", atLeast: bound);
}

Report.Note($"load {Machine.Load()}");
return report.Finish();
