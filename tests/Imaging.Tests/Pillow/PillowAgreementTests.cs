namespace Cluster.Imaging.Tests.Pillow;

/// <summary>Pictures of every kind, made and cropped by a Pillow that is installed here.</summary>
public sealed class PillowAgreementTests : IDisposable
{
    private static readonly string[] Variants = ["open_clip", "rgb_first", "hf_clip", "align", "open_clip_after_exif_transpose"];
    private readonly string _folder = Directory.CreateTempSubdirectory("cluster-pillow-").FullName;

    [Fact]
    public async Task Every_kind_of_picture_gives_the_crops_that_Pillow_makes()
    {
        var names = await PillowProcess.RunAsync("reference.py", [_folder], []);
        Assert.SkipWhen(names is null, "python3-pil is not installed; every kind of picture against Pillow itself was not tried.");
        Assert.True(names.Length > 300, $"Pillow made {names.Length} pictures.");
        List<string> differing = [];
        var compared = 0;
        foreach (var name in names)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, name), TestContext.Current.CancellationToken);
            foreach (var variant in Variants.Where(v => !(v.EndsWith("transpose", StringComparison.Ordinal) && name.EndsWith("tif", StringComparison.Ordinal)) && File.Exists(Path.Combine(_folder, $"{name}.{v}.bin"))))
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
}
