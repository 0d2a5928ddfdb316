using System.Diagnostics;
using Cluster.Bench.Common;
using Cluster.Bench.Models;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Bench.Encode;

/// <summary>Rows of a GPU, where the native library was built for one and one is there: the graph alone, and the encoder as a shard drives it.</summary>
internal sealed class DeviceRows(Report report, string folder, GpuSampler? sampler)
{
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(8);
    private static readonly (string Name, IImageTower Tower, int Batch)[] Models =
    [
        ("vit-b-32", TransformerShape.B32, 256), ("vit-l-14", TransformerShape.L14, 64), ("vit-h-14", TransformerShape.H14, 32), ("align", EfficientNetShape.Align, 64),
    ];

    private readonly double? _peak = MatrixPeak.Of(sampler?.Device ?? "", Environment.GetEnvironmentVariable(MatrixPeak.Variable));

    /// <summary>Where TensorRT keeps its engines: beside the program, so that a second run need not build them.</summary>
    private static string Engines { get; } = Path.Combine(AppContext.BaseDirectory, "engines");

    /// <summary>How many of the models gave rows.</summary>
    public async Task<int> TakeAsync()
    {
        var taken = 0;
        Describe();
        foreach (var (provider, name) in ((ExecutionProvider, string)[])[(ExecutionProvider.Cuda, "CUDA"), (ExecutionProvider.TensorRt, "Tensorrt")])
        {
            if (!OrtEnv.Instance().GetAvailableProviders().Contains($"{name}ExecutionProvider"))
            {
                Report.Note($"{name} is not in this native library: no rows (build with -p:OnnxRuntimeNative=Gpu)");
                continue;
            }

            if (!await StartsAsync(name, provider))
            {
                continue;
            }

            foreach (var (model, tower, batch) in Models)
            {
                using var generated = await GeneratedModel.OpenAsync(Path.Combine(folder, model), tower, Precision.Fp16);
                taken += Take(generated, $"encode.{name.ToLowerInvariant()}.{model}.fp16", provider, batch) ? 1 : 0;
            }
        }

        return taken;
    }

    private void Describe()
    {
        Report.Note(sampler is null
            ? $"{GpuSampler.Program} tells of no GPU: no rows of utilisation"
            : $"{sampler.Device}, driver {sampler.Driver}, peak {(_peak is { } peak ? $"{peak} Tflop/s" : $"not known, so no share of it: set {MatrixPeak.Variable} to the data sheet's dense 16-bit teraflops")}");
    }

    /// <summary>Whether a graph of a few kilobytes runs: a library or driver that is missing is told once, and not for every model.</summary>
    private async Task<bool> StartsAsync(string name, ExecutionProvider provider)
    {
        using var tiny = await GeneratedModel.OpenAsync(Path.Combine(folder, "tiny"), TransformerShape.Tiny, Precision.Fp16);
        try
        {
            using var bare = new BareRun(tiny, new OnnxOptions { Provider = provider, Precision = ModelPrecision.Fp16, Fp16 = true }, tiny.Tiles(1), 1);
            bare.Run();
            return true;
        }
        catch (Exception fault) when (fault is FailureException or OnnxRuntimeException)
        {
            Report.Note($"{name}: no rows. {fault.Message.ReplaceLineEndings(" ")}");
            return false;
        }
    }

    private bool Take(GeneratedModel model, string name, ExecutionProvider provider, int batch)
    {
        var options = new OnnxOptions { Provider = provider, Precision = ModelPrecision.Fp16, MaxBatch = batch, Fp16 = true };
        if (provider == ExecutionProvider.TensorRt)
        {
            options = options with { EngineCacheFolder = Path.Combine(Engines, Path.GetFileName(model.Manifest.Folder)) };
            Directory.CreateDirectory(options.EngineCacheFolder);
            Report.Note($"{name}: TensorRT builds its engine, which takes minutes, or finds it in {options.EngineCacheFolder}");
        }

        try
        {
            var tiles = model.Tiles(batch);
            using (var bare = new BareRun(model, options, tiles, batch))
            {
                Measure($"{name}.bare", batch, model.Tower.Operations, bare.Run);
            }

            using var encoder = model.Load(options);
            var rows = new float[batch * model.Manifest.Dimension];
            Measure($"{name}.path", batch, model.Tower.Operations, () => encoder.Encode(tiles, batch, rows));
            return true;
        }
        catch (Exception fault) when (fault is FailureException or OnnxRuntimeException)
        {
            // Memory that does not suffice.
            Report.Note($"{name}: {fault.Message.ReplaceLineEndings(" ")}");
            return false;
        }
    }

    private void Measure(string name, int batch, double operations, Action run)
    {
        // The first run builds and plans, the next ones bring up the clocks.
        run();
        Repeat(Warm, run);
        sampler?.Take();
        var clock = Stopwatch.StartNew();
        var rate = Repeat(Each, run) * batch / clock.Elapsed.TotalSeconds;
        var utilisation = sampler?.Take();
        var teraflops = rate * operations / 1e12;
        report.Row($"{name}.rate", rate, "images/s");
        report.Row($"{name}.speed", teraflops, "Tflop/s");
        if (_peak is { } peak)
        {
            report.Row($"{name}.share-of-peak", teraflops / peak, "x");
        }

        if (utilisation is { } percent)
        {
            report.Row($"{name}.utilisation", percent, "%");
        }
    }

    private static int Repeat(TimeSpan time, Action run)
    {
        var clock = Stopwatch.StartNew();
        var times = 0;
        for (; clock.Elapsed < time; times++)
        {
            run();
        }

        return times;
    }
}
