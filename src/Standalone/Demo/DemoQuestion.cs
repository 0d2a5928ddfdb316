using Cluster.SampleCatalogue.Items;

namespace Cluster.Standalone.Demo;

/// <summary>A question in a shopper's words, with what is meant by it.</summary>
internal sealed record DemoQuestion(string Text, ProductKind Kind, ProductColour Colour)
{
    private const int Asked = 5;

    private static readonly DemoQuestion[] Favourites =
    [
        new("a red striped mug", ProductKind.Mug, ProductColour.Red),
        new("blue trainers", ProductKind.Sneaker, ProductColour.Blue),
        new("a green couch", ProductKind.Sofa, ProductColour.Green),
        new("purple rucksack with dots", ProductKind.Backpack, ProductColour.Purple),
        new("a yellow dress with flowers", ProductKind.Dress, ProductColour.Yellow),
    ];

    /// <summary>Five questions that the catalogue can answer, fewer for a very small one: the same ones wherever it shows what they ask for.</summary>
    public static IReadOnlyList<DemoQuestion> For(IReadOnlyList<CatalogueItem> items)
    {
        var shown = items.Select(static item => (item.Combination.Kind, item.Combination.Colour)).ToHashSet();
        var favourites = Favourites.Where(question => shown.Contains((question.Kind, question.Colour)));
        var others = shown.Select(static pair => new DemoQuestion($"a {pair.Colour.Word()} {pair.Kind.Word()}", pair.Kind, pair.Colour));
        return [.. favourites.Concat(others).DistinctBy(static question => (question.Kind, question.Colour)).Take(Asked)];
    }
}
