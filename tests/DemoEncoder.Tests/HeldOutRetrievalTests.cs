using System.Runtime.CompilerServices;
using Cluster.SampleCatalogue.Items;
using Cluster.TestSupport;

namespace Cluster.DemoEncoder.Tests;

public sealed class HeldOutRetrievalTests(HeldOutPictures pictures) : IClassFixture<HeldOutPictures>
{
    private static readonly Combination[] Asked = [.. Combination.All.Where(c => c.IsHeldOut)];

    [Fact]
    public void The_first_answer_to_a_text_shows_the_asked_kind_and_colour()
    {
        var firsts = Answers(text => $"a photo of a {text}").Select(answer => (answer.Asked, First: answer.Ranked[0].Combination));

        AssertShare(0.90, firsts, pair => pair.First.Kind == pair.Asked.Kind && pair.First.Colour == pair.Asked.Colour);
    }

    [Fact]
    public void The_exact_combination_is_among_the_first_ten_answers_to_a_text() =>
        AssertShare(0.95, Answers(text => text), answer => answer.Ranked.Take(10).Any(item => item.Combination == answer.Asked));

    [Fact]
    public void Neighbours_of_a_picture_show_the_same_kind()
    {
        var pairs = pictures.Items.Zip(pictures.Embeddings)
            .SelectMany(pair => pictures.Ranked(pair.Second, except: pair.First).Take(3).Select(near => (Of: pair.First, Near: near)));

        AssertShare(0.95, pairs, pair => pair.Of.Combination.Kind == pair.Near.Combination.Kind);
    }

    [Theory]
    [InlineData("red trainers", ProductKind.Sneaker, ProductColour.Red)]
    [InlineData("BLUE Tee", ProductKind.TShirt, ProductColour.Blue)]
    [InlineData("a green couch", ProductKind.Sofa, ProductColour.Green)]
    [InlineData("purple rucksack", ProductKind.Backpack, ProductColour.Purple)]
    [InlineData("yellow sunglasses", ProductKind.Glasses, ProductColour.Yellow)]
    public void Other_words_for_the_same_thing_find_it(string text, ProductKind kind, ProductColour colour)
    {
        var first = pictures.Ranked(pictures.Encode([text])[0]).First().Combination;

        Assert.Equal((kind, colour), (first.Kind, first.Colour));
    }

    private List<(Combination Asked, List<CatalogueItem> Ranked)> Answers(Func<string, string> wording)
    {
        var queries = pictures.Encode([.. Asked.Select(c => wording(c.Words()))]);
        return [.. Asked.Zip(queries, (asked, query) => (asked, pictures.Ranked(query).ToList()))];
    }

    private static void AssertShare<T>(double least, IEnumerable<T> cases, Func<T, bool> holds, [CallerMemberName] string what = "")
    {
        var all = cases.ToList();
        var share = all.Count(holds) / (double)all.Count;
        Figures.Tell($"{what.Replace('_', ' ')}: {share:F3} of {all.Count}, bound {least:F2}");
        Assert.True(share >= least, $"{share:F3} of {all.Count}, at least {least:F2} wanted; for example not {all.FirstOrDefault(c => !holds(c))}");
    }
}
