using Cluster.Bench.Common;
using Cluster.Bench.Encode;
using Cluster.Bench.Models;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;

// Arguments: [rounds]. The encoding path on ready tiles against the bare session on ready tensors, side by side, with the same threads.
var rounds = args.Length > 0 ? int.Parse(args[0]) : 9;
Report.Note(Machine.Describe());
Report report = new();
var folder = Path.Combine(Path.GetTempPath(), $"bench-encode-{Environment.ProcessId}");
try
{
    foreach (var (precision, file) in ((ModelPrecision, Precision)[])[(ModelPrecision.Fp32, Precision.Fp32), (ModelPrecision.Int8, Precision.Int8)])
    {
        using var model = await GeneratedModel.OpenAsync(Path.Combine(folder, "vit-b-32"), TransformerShape.B32, file);
        await PathComparison.RunAsync(report, model, precision, rounds);
    }

    await DeviceRows.RunAsync(report, folder);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

Report.Note($"load {Machine.Load()}");
return report.Finish();
