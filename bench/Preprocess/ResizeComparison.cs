using Cluster.Bench.Common;
using Cluster.Imaging;
using Cluster.Imaging.Decoding;
using Cluster.Imaging.Resampling;

namespace Cluster.Bench.Preprocess;

/// <summary>Resize, crop and normalise of a decoded 640x480 picture, against Pillow and numpy in the same run.</summary>
internal static class ResizeComparison
{
    private const int Repetitions = 40;

    public static void Run(Report report, byte[] jpeg, int rounds)
    {
        var pixels = Pictures.Pixels(jpeg, out var width, out var height);
        var (input, crop) = (Path.GetTempFileName(), Path.GetTempFileName());
        File.WriteAllBytes(input, pixels);
        var script = Path.Combine(AppContext.BaseDirectory, "Others", "resize.py");
        using var pillow = Worker.Start("/usr/bin/python3", script, input, $"{width}", $"{height}", crop);
        var (tile, tensor) = (new byte[Clip.TileBytes], new float[Clip.TileBytes]);
        List<(double Ours, double Tile, double Tensor, double TheirTile)> taken = [];
        for (var round = -3; round < rounds; round++)
        {
            var ours = Rounds.Seconds(Repetitions, () =>
            {
                Resize(pixels, width, height, tile);
                TileNormalizer.Normalize(tile, 1, Clip.Spec, tensor);
            });
            var resized = Rounds.Seconds(Repetitions, () => Resize(pixels, width, height, tile));
            var theirs = pillow?.Run(Repetitions) ?? [0, 0];
            if (round >= 0)
            {
                taken.Add((ours, resized, theirs[0], theirs[1]));
            }
        }

        report.Row("resize-crop-normalise.ours", Rounds.Median(taken.Select(static t => t.Ours)) / Repetitions * 1e3, "ms");
        report.Row("resize-crop.ours", Rounds.Median(taken.Select(static t => t.Tile)) / Repetitions * 1e3, "ms");
        if (pillow is null)
        {
            report.Missing("resize-crop-normalise.over-pillow", "python3-pil and python3-numpy are not installed");
        }
        else
        {
            report.Row("resize-crop-normalise.pillow", Rounds.Median(taken.Select(static t => t.Tensor)) / Repetitions * 1e3, "ms");
            report.Row("resize-crop.pillow", Rounds.Median(taken.Select(static t => t.TheirTile)) / Repetitions * 1e3, "ms");
            report.Row("resize-crop-normalise.over-pillow", Rounds.Median(taken.Select(static t => t.Tensor / t.Ours)), "x", atLeast: 3);
            report.Row("resize-crop.over-pillow", Rounds.Median(taken.Select(static t => t.TheirTile / t.Tile)), "x");
            report.Row("resize-crop.differing-bytes", tile.Zip(File.ReadAllBytes(crop)).Count(static p => p.First != p.Second), "bytes", atMost: 0);
        }

        File.Delete(input);
        File.Delete(crop);
    }

    private static void Resize(byte[] pixels, int width, int height, byte[] tile)
    {
        const int Strip = 16;
        var plan = ResizePlan.For(width, height, Clip.Spec);
        using PillowResampler resampler = new(width, height, 3, (plan.Width, plan.Height), plan.Kept, plan.Filter);
        for (var y = 0; y < height; y += Strip)
        {
            var rows = Math.Min(Strip, height - y);
            resampler.Accept(new PixelRows(pixels.AsSpan(y * width * 3, rows * width * 3), width * 3), y, rows);
        }

        resampler.Finish(tile);
    }
}
