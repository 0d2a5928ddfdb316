using System.Diagnostics;

namespace Cluster.Imaging.Tests.Pillow;

/// <summary>Pictures of every kind, made and cropped by a Pillow that is installed here.</summary>
public sealed class PillowAgreementTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly string[] Variants = ["open_clip", "rgb_first", "hf_clip", "align"];
    private readonly string _folder = Directory.CreateTempSubdirectory("cluster-pillow-").FullName;

    [Fact]
    public async Task Every_kind_of_picture_gives_the_crops_that_Pillow_makes()
    {
        var names = await ReferenceAsync();
        Assert.SkipWhen(names is null, $"{Python} with PIL (python3-pil) is not installed; every kind of picture against Pillow itself was not tried.");
        Assert.True(names.Length > 300, $"Pillow made {names.Length} pictures.");
        List<string> differing = [];
        var compared = 0;
        foreach (var name in names)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, name), TestContext.Current.CancellationToken);
            foreach (var variant in Variants.Where(v => File.Exists(Path.Combine(_folder, $"{name}.{v}.bin"))))
            {
                var spec = Goldens.Spec(variant);
                var tile = new byte[Goldens.Preprocessor.TileBytes(spec)];
                var result = Goldens.Preprocessor.Preprocess(bytes, spec, tile, TestContext.Current.CancellationToken);
                var expected = await File.ReadAllBytesAsync(Path.Combine(_folder, $"{name}.{variant}.bin"), TestContext.Current.CancellationToken);
                compared++;
                if (result.Failure is not null || !tile.AsSpan().SequenceEqual(expected))
                {
                    differing.Add($"{name} {variant} {result.Failure}");
                }
            }
        }

        Assert.Empty(differing);
        Assert.True(compared > 1_200, $"{compared} crops were compared.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string[]?> ReferenceAsync()
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        var script = Path.Combine(AppContext.BaseDirectory, "Pillow", "reference.py");
        using var process = Process.Start(new ProcessStartInfo(Python, [script, _folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        if ((await errors).Contains("No module named 'PIL'", StringComparison.Ordinal))
        {
            return null;
        }

        Assert.Equal(("", 0), (await errors, process.ExitCode));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
