using Cluster.TestSupport;

namespace Cluster.Cli.Tests;

public sealed class PhotographTests(ShopCluster shop)
{
    private const int Each = 12;
    private static readonly string[] Classes = ["dress", "hat", "pants"];

    [Fact]
    public async Task Real_photographs_are_embedded_and_found_by_words_and_by_picture()
    {
        var encoder = SharedData.Path("models", "standin-dual-encoder");
        using var folder = new TemporaryFolder();
        foreach (var kind in Classes)
        {
            Directory.CreateDirectory(folder.Path(kind));
            foreach (var photograph in Directory.GetFiles(SharedData.Path("datasets", "clothing", "test", kind)).Order(StringComparer.Ordinal).Take(Each))
            {
                File.Copy(photograph, folder.Path(kind, Path.GetFileName(photograph)));
            }
        }

        var submitted = (await shop.RunAsync("jobs", "submit", "--corpus", folder.Root, "--collection", "photographs", "--encoder", encoder, "--wait")).Succeeded();
        Assert.Contains($"embedded     {Classes.Length * Each}", submitted.Lines);
        foreach (var kind in Classes)
        {
            var found = (await shop.RunAsync("search", $"a {kind}", "--collection", "photographs", "--limit", "5")).Succeeded();
            var right = found.Lines.Count(line => line.Split('\t')[1].StartsWith(kind + "/", StringComparison.Ordinal));
            Assert.True(right >= 3, $"{right} of 5 answers to '{kind}' show one:\n{found.Out}");
        }

        var picture = Directory.GetFiles(folder.Path("hat"))[0];
        var alike = (await shop.RunAsync("search", "--image", picture, "--collection", "photographs", "--limit", "1")).Succeeded();
        Assert.Equal($"hat/{Path.GetFileName(picture)}", Assert.Single(alike.Lines).Split('\t')[1]);
    }
}
