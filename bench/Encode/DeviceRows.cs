using System.Diagnostics;
using Cluster.Bench.Common;
using Cluster.Bench.Models;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Bench.Encode;

/// <summary>
/// Images a second on a GPU, where the native library was built for one and one is there. The share of the device's peak needs the peak:
/// CLUSTER_BENCH_PEAK_TFLOPS, in 16-bit dense teraflops from the vendor's sheet.
/// </summary>
internal static class DeviceRows
{
    private const double SecondsEach = 3;
    private static readonly (string Name, TransformerShape Shape, int Batch)[] Models =
        [("vit-b-32", TransformerShape.B32, 256), ("vit-l-14", TransformerShape.L14, 64), ("vit-h-14", TransformerShape.H14, 32)];

    public static async Task RunAsync(Report report, string folder)
    {
        foreach (var (provider, name) in ((ExecutionProvider, string)[])[(ExecutionProvider.Cuda, "CUDA"), (ExecutionProvider.TensorRt, "Tensorrt")])
        {
            if (!OrtEnv.Instance().GetAvailableProviders().Contains($"{name}ExecutionProvider"))
            {
                Report.Note($"{name} is not in this native library: no rows");
                continue;
            }

            foreach (var (model, shape, batch) in Models)
            {
                using var generated = await GeneratedModel.OpenAsync(Path.Combine(folder, model), shape, Precision.Fp16);
                Take(report, generated, $"encode.{name.ToLowerInvariant()}.{model}.fp16", provider, batch);
            }
        }
    }

    private static void Take(Report report, GeneratedModel model, string name, ExecutionProvider provider, int batch)
    {
        try
        {
            using var encoder = model.Load(new OnnxOptions { Provider = provider, Precision = ModelPrecision.Fp16, MaxBatch = batch, Fp16 = true });
            var tiles = model.Tiles(batch);
            var rows = new float[batch * model.Manifest.Dimension];
            encoder.Encode(tiles, batch, rows);
            var clock = Stopwatch.StartNew();
            var images = 0;
            for (; clock.Elapsed.TotalSeconds < SecondsEach; images += batch)
            {
                encoder.Encode(tiles, batch, rows);
            }

            var rate = images / clock.Elapsed.TotalSeconds;
            var teraflops = rate * model.Shape.Operations / 1e12;
            report.Row($"{name}.rate", rate, "images/s");
            report.Row($"{name}.speed", teraflops, "Tflop/s");
            if (double.TryParse(Environment.GetEnvironmentVariable("CLUSTER_BENCH_PEAK_TFLOPS"), System.Globalization.CultureInfo.InvariantCulture, out var peak))
            {
                report.Row($"{name}.share-of-peak", teraflops / peak, "x");
            }
        }
        catch (FailureException fault)
        {
            Report.Note($"{name}: {fault.Message}");
        }
    }
}
