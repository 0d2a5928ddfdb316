using System.Globalization;
using System.Text.Json;
using Cluster.SampleCatalogue.Items;

namespace Cluster.Cli.Tests.Retrieval;

public sealed class SearchTests(ShopCluster shop)
{
    [Fact]
    public async Task Words_find_what_they_name()
    {
        var dress = shop.Items.First(static item => item.Combination.Kind == ProductKind.Dress);
        var asked = $"a {dress.Combination.Colour.Word()} dress";
        var run = (await shop.RunAsync("search", asked, "--collection", "shop", "--limit", "3")).Succeeded();
        Assert.Equal(3, run.Lines.Length);
        var cells = run.Lines[0].Split('\t');
        Assert.StartsWith("dress/", cells[1], StringComparison.Ordinal);
        Assert.Contains("encoded by demo-clip@", run.Error, StringComparison.Ordinal);
        var scores = run.Lines.Select(static line => double.Parse(line.Split('\t')[0], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task A_picture_finds_itself_first()
    {
        var item = shop.Items[7];
        var run = (await shop.RunAsync("search", "--image", shop.FileOf(item), "--collection", "shop", "--json")).Succeeded();
        using var answer = JsonDocument.Parse(run.Out);
        var best = answer.RootElement.GetProperty("hits")[0];
        Assert.Equal(item.Key, best.GetProperty("key").GetString());
        Assert.Equal(1, best.GetProperty("score").GetDouble(), 1e-3);
    }

    [Fact]
    public async Task What_is_similar_to_an_indexed_image_does_not_begin_with_itself()
    {
        var item = shop.Items[3];
        var run = (await shop.RunAsync("search", "--similar", item.Key, "--collection", "shop", "--limit", "5")).Succeeded();
        Assert.Equal(5, run.Lines.Length);
        Assert.DoesNotContain(run.Lines, line => line.Split('\t')[1] == item.Key);
    }

    [Fact]
    public async Task A_search_that_names_nothing_or_two_things_is_a_wrong_command_line()
    {
        var nothing = await shop.RunAsync("search");
        Assert.Equal(2, nothing.ExitCode);
        Assert.Contains("--image FILE", nothing.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await shop.RunAsync("search", "a hat", "--image", shop.FileOf(shop.Items[0]))).ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_is_no_picture_is_refused()
    {
        Assert.Contains("no-such.jpg", (await shop.RunAsync("search", "--image", "no-such.jpg", "--collection", "shop")).Refused(2), StringComparison.Ordinal);
        var words = Path.Combine(AppContext.BaseDirectory, "cluster.runtimeconfig.json");
        (await shop.RunAsync("search", "--image", words, "--collection", "shop")).Refused(1);
    }
}
