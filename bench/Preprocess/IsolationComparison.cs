using Cluster.Bench.Common;
using Cluster.Imaging;
using Cluster.Imaging.Isolation;
using Microsoft.Extensions.Options;

namespace Cluster.Bench.Preprocess;

/// <summary>What it costs to have pictures decoded by a process of its own: the same pictures one at a time, in the host and isolated, both on one core.</summary>
internal static class IsolationComparison
{
    public static void Run(Report report, string name, Pictures pictures, int rounds)
    {
        using var isolated = new IsolatedPreprocessor(
            Options.Create(new ImagingOptions()), Options.Create(new DecodeIsolationOptions { Workers = 1 }), TimeProvider.System);
        var tile = new byte[Clip.TileBytes];
        List<(double Host, double Isolated)> taken = [];
        for (var round = -3; round < rounds; round++)
        {
            var host = Rounds.Seconds(1, () => Array.ForEach(pictures.Files, file => Decode(Clip.Preprocessor, file, tile)));
            var apart = Rounds.Seconds(1, () => Array.ForEach(pictures.Files, file => Decode(isolated, file, tile)));
            if (round >= 0)
            {
                taken.Add((host, apart));
            }
        }

        report.Row($"{name}.isolated", pictures.Files.Length / Rounds.Median(taken.Select(static t => t.Isolated)), "images/s");
        report.Row($"{name}.isolated-over-in-host", Rounds.Median(taken.Select(static t => t.Host / t.Isolated)), "x", atLeast: 0.9);
    }

    private static void Decode(IImagePreprocessor preprocessor, byte[] file, byte[] tile)
    {
        if (preprocessor.Preprocess(file, Clip.Spec, tile, CancellationToken.None).Failure is { } failure)
        {
            throw new InvalidOperationException(failure.Detail);
        }
    }
}
