using System.Globalization;

namespace Cluster.SampleCatalogue.Items;

/// <summary>Which items a catalogue holds. Item n depends on the seed, the split and n alone, so that a longer catalogue begins with the shorter one.</summary>
public static class CataloguePlan
{
    private static readonly string[] Series =
        ["Nord", "Luma", "Fjord", "Alba", "Marlow", "Tilia", "Kestrel", "Juno", "Sable", "Orla", "Pico", "Vega", "Linden", "Mistral", "Cove", "Ember"];

    private static readonly string[] Shops = ["Harbour Lane", "Lamp & Loom", "Old Mill Goods", "Northgate", "The Corner Store"];

    private static readonly Dictionary<ProductKind, int> BasePrice = new()
    {
        [ProductKind.Mug] = 990, [ProductKind.TShirt] = 1990, [ProductKind.Dress] = 4990, [ProductKind.Sneaker] = 6990, [ProductKind.Boot] = 9990,
        [ProductKind.Backpack] = 5490, [ProductKind.Lamp] = 4490, [ProductKind.Chair] = 8990, [ProductKind.Clock] = 2990, [ProductKind.Hat] = 2490,
        [ProductKind.Scarf] = 1890, [ProductKind.Bottle] = 1690, [ProductKind.Watch] = 12990, [ProductKind.Glasses] = 7990,
        [ProductKind.Sofa] = 69900, [ProductKind.Book] = 1290, [ProductKind.Umbrella] = 2190, [ProductKind.Teapot] = 3290,
    };

    /// <summary>
    /// The first <paramref name="count"/> items. Combinations come in shuffled rounds, so that any two of the split differ by at most one item.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static IEnumerable<CatalogueItem> Items(int count, int seed, CatalogueSplit split = CatalogueSplit.All)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Enumerate(count, seed, split);
    }

    private static IEnumerable<CatalogueItem> Enumerate(int count, int seed, CatalogueSplit split)
    {
        Combination[] combinations =
        [
            .. Combination.All.Where(c => split == CatalogueSplit.All || c.IsHeldOut == (split == CatalogueSplit.HeldOut)),
        ];
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            if (ordinal % combinations.Length == 0)
            {
                new Random(Mix(seed, ordinal)).Shuffle(combinations);
            }

            yield return Item(combinations[ordinal % combinations.Length], ordinal, seed);
        }
    }

    private static CatalogueItem Item(Combination combination, int ordinal, int seed)
    {
        var random = new Random(Mix(seed, ~ordinal));
        var key = string.Create(CultureInfo.InvariantCulture, $"{combination.Kind.Word()}/{ordinal:D6}.jpg");
        var title = $"{Series[random.Next(Series.Length)]} {combination.Words()}";
        var price = Math.Max(100, (int)(BasePrice[combination.Kind] * (0.7 + (0.9 * random.NextDouble()))) / 100 * 100) - 10;
        return new CatalogueItem(key, title, combination, price, Shops[random.Next(Shops.Length)], random.Next());
    }

    // The finaliser of MurmurHash3 over both words: neighbouring seeds must not give neighbouring streams.
    private static int Mix(int seed, int ordinal)
    {
        unchecked
        {
            var h = ((uint)seed * 0x9E3779B9u) ^ (uint)ordinal;
            h = (h ^ (h >> 16)) * 0x85EBCA6Bu;
            h = (h ^ (h >> 13)) * 0xC2B2AE35u;
            return (int)(h ^ (h >> 16));
        }
    }
}
