using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cluster.Imaging.Tests;

/// <summary>Kinds of files that Pillow reads but does not write, with the crops that Pillow 9.4 made of them (Odd/make.py).</summary>
public sealed class OddPictureTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Odd");

    public static TheoryData<string> Kinds() => ["jpg", "png", "webp", "gif", "bmp", "tif"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Odd_kinds_of_files_give_the_reference_crops(string kind)
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "crops.json")));
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, "pictures.zip"));
        List<string> differing = [];
        var compared = 0;
        foreach (var picture in expected.RootElement.EnumerateObject().Where(p => p.Name.EndsWith(kind, StringComparison.Ordinal)))
        {
            using var stream = archive.GetEntry(picture.Name)!.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            foreach (var crop in picture.Value.EnumerateObject())
            {
                var spec = Goldens.Spec(crop.Name);
                var tile = new byte[Goldens.Preprocessor.TileBytes(spec)];
                var failure = Goldens.Preprocessor.Preprocess(bytes.ToArray(), spec, tile, TestContext.Current.CancellationToken).Failure;
                compared++;
                if (failure is not null || !Convert.ToHexString(SHA256.HashData(tile)).StartsWith(crop.Value.GetString()!, StringComparison.OrdinalIgnoreCase))
                {
                    differing.Add($"{picture.Name} {crop.Name} {failure}");
                }
            }
        }

        Assert.Empty(differing);
        Assert.True(compared >= 15, $"{compared} crops of {kind} were compared.");
    }
}
