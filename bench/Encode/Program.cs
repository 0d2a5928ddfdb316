using Cluster.Bench.Common;
using Cluster.Bench.Encode;
using Cluster.Bench.Models;
using Cluster.Encoders.Manifests;

// Arguments: [rounds], or gpu for the rows of a GPU alone. The encoding path on ready tiles against the bare session on ready tensors, side by side, with the same threads.
var isGpuAlone = args is ["gpu", ..];
var rounds = args.Length > 0 && !isGpuAlone ? int.Parse(args[0]) : 9;
Report.Note(Machine.Describe());
Report report = new();
var folder = Path.Combine(Path.GetTempPath(), $"bench-encode-{Environment.ProcessId}");
Directory.CreateDirectory(folder);
try
{
    foreach (var (precision, file) in isGpuAlone ? [] : ((ModelPrecision, Precision)[])[(ModelPrecision.Fp32, Precision.Fp32), (ModelPrecision.Int8, Precision.Int8)])
    {
        using var model = await GeneratedModel.OpenAsync(Path.Combine(folder, "vit-b-32"), TransformerShape.B32, file);
        await PathComparison.RunAsync(report, model, precision, rounds);
    }

    // The driver's numbers of the GPUs, which a process that may see only some of them counts otherwise.
    var visible = Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES")?.Split(',')[0].Trim();
    await using var sampler = await GpuSampler.StartAsync(visible is { Length: > 0 } ? visible : "0");
    if (await new DeviceRows(report, folder, sampler).TakeAsync() == 0 && isGpuAlone)
    {
        Report.Note("no row could be taken on a GPU; the lines above say why. Needed are an NVIDIA driver, CUDA 13, cuDNN 9 and, for its rows, TensorRT 10, where the loader finds them (LD_LIBRARY_PATH).");
        return 1;
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

Report.Note($"load {Machine.Load()}");
return report.Finish();
