using Cluster.Bench.Common;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Bench.Encode;

/// <summary>Tiles through a shard's bulk lane, normalised and brought to unit length, against the bare session on floats that are ready.</summary>
internal static class PathComparison
{
    private const double Bound = 0.97;
    private static readonly int[] Batches = [1, 8, 32];

    public static async Task RunAsync(Report report, GeneratedModel model, ModelPrecision precision, int rounds)
    {
        var threads = Environment.ProcessorCount;
        using var settings = new SessionOptions { IntraOpNumThreads = threads, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        using var bare = new InferenceSession(model.File, settings);
        await using var shard = new EncoderShard(
            model.Load(new OnnxOptions { Provider = ExecutionProvider.Cpu, Precision = precision, IntraOpThreads = threads }), null, new EncoderShardOptions());
        foreach (var batch in Batches)
        {
            await CompareAsync(report, model, bare, shard, $"{precision.ToString().ToLowerInvariant()}.batch{batch}", batch, rounds);
        }
    }

    private static async Task CompareAsync(Report report, GeneratedModel model, InferenceSession bare, EncoderShard shard, string name, int batch, int rounds)
    {
        var spec = model.Manifest.Preprocessing;
        var tiles = model.Tiles(batch);
        var pixels = new float[tiles.Length];
        TileNormalizer.Normalize(tiles, batch, spec, pixels);
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [batch, 3, spec.Height, spec.Width]);
        var rows = new float[2][];
        (rows[0], rows[1]) = (new float[batch * model.Manifest.Dimension], new float[batch * model.Manifest.Dimension]);
        using var output = OrtValue.CreateTensorValueFromMemory(new float[batch * model.Manifest.Dimension], [batch, model.Manifest.Dimension]);
        using var run = new RunOptions();

        // Some hundred milliseconds a turn, so that a turn is more than a hiccup of the scheduler.
        var repetitions = Math.Max(4, 32 / batch);
        var (theirs, ours, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            // Whoever goes second finds a warmer machine: they take turns.
            double Bare() => Rounds.Seconds(repetitions, () => bare.Run(run, ["pixel_values"], [input], ["image_embeds"], [output]));
            double first = 0, second;
            if (round % 2 == 0)
            {
                first = Bare();
            }

            // Two in flight all the time, as the pipeline has them, from the end of one batch to the end of another: what a job does between its first and its last.
            Task Path(int i) => shard.EncodeImagesAsync(tiles, batch, rows[i % 2], Lane.Bulk, CancellationToken.None);
            var (before, current) = (Path(0), Path(1));
            await before;
            var clock = System.Diagnostics.Stopwatch.StartNew();
            for (var i = 1; i <= repetitions; i++)
            {
                var next = Path(i + 1);
                await current;
                current = next;
            }

            second = clock.Elapsed.TotalSeconds;
            await current;
            if (round % 2 != 0)
            {
                first = Bare();
            }

            if (round >= 0)
            {
                theirs.Add(repetitions * batch / first);
                ours.Add(repetitions * batch / second);
                ratios.Add(first / second);
            }
        }

        report.Row($"encode.{name}.bare", Rounds.Median(theirs), "images/s");
        report.Row($"encode.{name}.path", Rounds.Median(ours), "images/s");
        report.Row($"encode.{name}.ratio", Rounds.Median(ratios), "x", atLeast: Bound);
    }
}
