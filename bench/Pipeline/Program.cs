using Cluster.Bench.Common;
using Cluster.Bench.Models;
using Cluster.Bench.Pipeline;
using Cluster.Domain.Corpora;
using Cluster.Encoders;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.Imaging;
using Cluster.Pipeline;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

// Photographs from a folder and from Azurite to the embedded index, through a ViT-B/32 of generated weights, against the bound
// 1 / (decode CPU per image / cores + bare encode time per image) of the same run.
// Arguments: [rounds] [photographs] [folder of photographs] [fp32|int8|both] [whole]; with "whole" only the pipeline runs, for a
// profile: DOTNET_PerfMapEnabled=1 perf record -F 499 -g -- bench/Pipeline/bin/Release/net10.0/Cluster.Bench.Pipeline 3 384 ../shared/datasets/clothing int8 whole
const double Share = 0.93;
var rounds = args.Length > 0 ? int.Parse(args[0]) : 5;
var count = args.Length > 1 ? int.Parse(args[1]) : 384;
var source = args.Length > 2 ? args[2] : Path.GetFullPath("../shared/datasets/clothing");
var chosen = args.Length > 3 ? args[3] : "both";
Report.Note(Machine.Describe());
var report = new Report();
await using var photographs = await Photographs.GatherAsync(source, count);
if (photographs is null)
{
    report.Missing("pipeline", $"there are no photographs under {source}");
    return report.Finish();
}

using var models = new TemporaryFolder();
ModelFolder.Write(models.Path("vit-b-32"), TransformerShape.B32, Precision.Fp32, Precision.Int8);
var catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [models.Root] }));
var manifest = (await catalog.FindAsync("vit-b-32", default)).OrThrow();
foreach (var (name, precision, file) in new[] { ("fp32", ModelPrecision.Fp32, "vision_model.onnx"), ("int8", ModelPrecision.Int8, "vision_model_quantized.onnx") })
{
    if (chosen != "both" && chosen != name)
    {
        continue;
    }

    if (args is [_, _, _, _, "whole"])
    {
        await using var alone = new WholePipeline(manifest, new OnnxOptions { Precision = precision }, new PipelineOptions(), null);
        for (var round = 0; round < rounds; round++)
        {
            report.Row($"{name}.folder.whole", photographs.Files.Length / await alone.RunAsync(photographs.Folder, photographs.Files.Length), "images/s");
        }

        continue;
    }

    using var bare = new BareParts(manifest, new ImagePreprocessor(Options.Create(new ImagingOptions())), Path.Combine(manifest.Folder, "onnx", file));
    await using var whole = new WholePipeline(manifest, new OnnxOptions { Precision = precision }, new PipelineOptions(), photographs.ConnectionString);
    Report.Note($"{name}: bare passes of {bare.Batch}");
    await MeasureAsync(name + ".folder", bare, whole, photographs.Folder);
    if (photographs.ConnectionString is null)
    {
        report.Missing(name + ".azurite", "Azurite is not installed");
    }
    else
    {
        await MeasureAsync(name + ".azurite", bare, whole, Photographs.Blobs);
    }
}

Report.Note($"load {Machine.Load()}");
return report.Finish();

async Task MeasureAsync(string name, BareParts bare, WholePipeline whole, CorpusSpec corpus)
{
    List<(double Decode, double Encode, double EncodeCpu, double Whole, double Cpu, double Server)> taken = [];
    for (var round = -1; round < rounds; round++)
    {
        // Bare encoding before and after, so that a slow drift of the machine falls on both sides alike.
        var decode = bare.Decode(photographs.Files);
        var bareCpu = ProcessorTime.OfThis();
        var before = bare.Encode(photographs.Files.Length / 4);
        bareCpu = ProcessorTime.OfThis() - bareCpu;
        var (cpu, server) = (ProcessorTime.OfThis(), ProcessorTime.Of(photographs.Server));
        var seconds = await whole.RunAsync(corpus, photographs.Files.Length);
        (cpu, server) = (ProcessorTime.OfThis() - cpu, ProcessorTime.Of(photographs.Server) - server);
        var encode = (before + bare.Encode(photographs.Files.Length / 4)) / 2;
        if (round >= 0)
        {
            var images = photographs.Files.Length;
            taken.Add((decode, encode, bareCpu / bare.Rounded(images / 4), seconds / images, cpu / images, server / images));
        }
    }

    var cores = Environment.ProcessorCount;
    report.Row($"{name}.decode-cpu", 1e3 * Rounds.Median(taken.Select(static t => t.Decode)), "ms/image");
    report.Row($"{name}.bare-encode", 1e3 * Rounds.Median(taken.Select(static t => t.Encode)), "ms/image");
    report.Row($"{name}.bare-encode-cpu", 1e3 * Rounds.Median(taken.Select(static t => t.EncodeCpu)), "ms/image");
    report.Row($"{name}.pipeline-cpu", 1e3 * Rounds.Median(taken.Select(static t => t.Cpu)), "ms/image");
    report.Row($"{name}.server-cpu", 1e3 * Rounds.Median(taken.Select(static t => t.Server)), "ms/image");
    report.Row($"{name}.bound", Rounds.Median(taken.Select(t => 1 / ((t.Decode / cores) + t.Encode))), "images/s");
    report.Row($"{name}.pipeline", Rounds.Median(taken.Select(static t => 1 / t.Whole)), "images/s");

    // What the pipeline's processor time holds beside decoding and encoding; neighbours on a shared machine change it less than the clock.
    report.Row($"{name}.useful-cpu", Rounds.Median(taken.Select(static t => (t.Decode + t.EncodeCpu) / t.Cpu)), "x");

    // An emulator on the same cores takes its share of them; a storage account does not.
    var isBlob = corpus.Kind != "folder";
    report.Row($"{name}.share-of-bound", Rounds.Median(taken.Select(t => ((t.Decode / cores) + t.Encode) / t.Whole)), "x", atLeast: isBlob ? null : Share);
    if (isBlob)
    {
        report.Row($"{name}.share-of-bound-with-server", Rounds.Median(taken.Select(t => (((t.Decode + t.Server) / cores) + t.Encode) / t.Whole)), "x", atLeast: Share);
    }
}
