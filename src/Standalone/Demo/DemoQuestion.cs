using Cluster.SampleCatalogue.Items;

namespace Cluster.Standalone.Demo;

/// <summary>A question in a shopper's words, with what is meant by it; no pattern where any will do.</summary>
internal sealed record DemoQuestion(string Text, ProductKind Kind, ProductColour Colour, ProductPattern? Pattern = null)
{
    private const int Asked = 5;

    private static readonly DemoQuestion[] Favourites =
    [
        new("a red striped mug", ProductKind.Mug, ProductColour.Red, ProductPattern.Striped),
        new("blue trainers", ProductKind.Sneaker, ProductColour.Blue),
        new("a green couch", ProductKind.Sofa, ProductColour.Green),
        new("purple rucksack with dots", ProductKind.Backpack, ProductColour.Purple, ProductPattern.Dotted),
        new("a yellow dress with flowers", ProductKind.Dress, ProductColour.Yellow, ProductPattern.Floral),
    ];

    /// <summary>Five questions that the catalogue can answer, fewer for a very small one: the same ones wherever it shows what they ask for.</summary>
    public static IReadOnlyList<DemoQuestion> For(IReadOnlyList<CatalogueItem> items)
    {
        var shown = items.Select(static item => item.Combination).Distinct().ToList();
        var favourites = Favourites.Where(question => shown.Exists(question.IsMet));
        var others = shown.Select(static c => new DemoQuestion($"a {c.Words()}", c.Kind, c.Colour, c.Pattern));
        return [.. favourites.Concat(others).DistinctBy(static question => question.Kind).Take(Asked)];
    }

    private bool IsMet(Combination shown) => shown.Kind == Kind && shown.Colour == Colour && (Pattern is null || shown.Pattern == Pattern);
}
