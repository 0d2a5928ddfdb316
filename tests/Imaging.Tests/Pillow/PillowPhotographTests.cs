using System.Security.Cryptography;
using Cluster.TestSupport;

namespace Cluster.Imaging.Tests.Pillow;

/// <summary>The real photographs, cropped by a Pillow that is installed here. All of them with CLUSTER_EVERY_PHOTOGRAPH=1, else one in forty.</summary>
public sealed class PillowPhotographTests
{
    [Fact]
    public async Task Real_photographs_give_the_crops_that_Pillow_makes()
    {
        var step = Environment.GetEnvironmentVariable("CLUSTER_EVERY_PHOTOGRAPH") == "1" ? 1 : 40;
        string[] photographs =
        [
            .. Directory.EnumerateFiles(SharedData.Path("datasets"), "*", SearchOption.AllDirectories)
                .Where(static f => Path.GetExtension(f) is ".jpg" or ".webp").Order(StringComparer.Ordinal).Where((_, i) => i % step == 0),
        ];
        var expected = await PillowProcess.RunAsync("hashes.py", [], photographs);
        Assert.SkipWhen(expected is null, "python3-pil is not installed; real photographs against Pillow itself were not tried.");
        Assert.Equal(photographs.Length * 5, expected.Length);
        List<string> differing = [];
        foreach (var line in expected)
        {
            var (path, variant, hash) = line.Split('\t') is [var a, var b, var c] ? (a, b, c) : throw new FormatException(line);
            var spec = Goldens.Spec(variant);
            var tile = new byte[Goldens.Preprocessor.TileBytes(spec)];
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            var failure = Goldens.Preprocessor.Preprocess(bytes, spec, tile, TestContext.Current.CancellationToken).Failure;
            if (failure is not null || !string.Equals(Convert.ToHexString(SHA256.HashData(tile)), hash, StringComparison.OrdinalIgnoreCase))
            {
                differing.Add($"{path} {variant} {failure}");
            }
        }

        Assert.Empty(differing);
    }
}
