using Cluster.Bench.Common;
using Cluster.Imaging;
using NetVips;

namespace Cluster.Bench.Preprocess;

/// <summary>From file bytes to the tensor, one picture at a time on one core, against NetVips' bare decode and sharp's decode and resize of the same files.</summary>
internal static class DecodeComparison
{
    public static void Run(Report report, string name, Pictures pictures, string sharpModule, int rounds)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Others", "sharp.mjs");
        using var sharp = Worker.Start("node", script, sharpModule, pictures.Folder);
        var (tile, tensor) = (new byte[Clip.TileBytes], new float[Clip.TileBytes]);
        List<(double Ours, double Bare, double Sharp)> taken = [];
        for (var round = -3; round < rounds; round++)
        {
            var ours = Rounds.Seconds(1, () => Array.ForEach(pictures.Files, file => Preprocess(file, tile, tensor)));
            var bare = Rounds.Seconds(1, () => Array.ForEach(pictures.Files, Decode));
            var theirs = sharp?.Run(1)[0] ?? 0;
            if (round >= 0)
            {
                taken.Add((ours, bare, theirs));
            }
        }

        var count = pictures.Files.Length;
        report.Row($"{name}.decode-preprocess", count / Rounds.Median(taken.Select(static t => t.Ours)), "images/s");
        report.Row($"{name}.netvips-bare-decode", count / Rounds.Median(taken.Select(static t => t.Bare)), "images/s");
        report.Row($"{name}.over-netvips-bare-decode", Rounds.Median(taken.Select(static t => t.Bare / t.Ours)), "x", atLeast: 0.8);
        if (sharp is null)
        {
            report.Missing($"{name}.over-sharp", "node or sharp is not installed");
        }
        else
        {
            report.Row($"{name}.sharp", count / Rounds.Median(taken.Select(static t => t.Sharp)), "images/s");
            report.Row($"{name}.over-sharp", Rounds.Median(taken.Select(static t => t.Sharp / t.Ours)), "x", atLeast: 1.5);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Array.ForEach(pictures.Files, file => Preprocess(file, tile, tensor));
        report.Row($"{name}.managed-memory", (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count, "bytes", atMost: 1_024);
    }

    private static void Preprocess(byte[] file, byte[] tile, float[] tensor)
    {
        if (Clip.Preprocessor.Preprocess(file, Clip.Spec, tile, CancellationToken.None).Failure is { } failure)
        {
            throw new InvalidOperationException(failure.Detail);
        }

        TileNormalizer.Normalize(tile, 1, Clip.Spec, tensor);
    }

    private static void Decode(byte[] file)
    {
        using var image = Image.JpegloadBuffer(file, access: Enums.Access.Sequential);
        NetVips.NetVips.Free(image.WriteToMemory(out _));
    }
}
