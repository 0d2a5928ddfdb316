using System.Globalization;
using Cluster.SampleCatalogue.Items;
using CsvHelper;

namespace Cluster.SampleCatalogue;

/// <summary>Reads and writes <c>catalogue.csv</c>.</summary>
public static class CatalogueListing
{
    private static readonly string[] Header = ["key", "title", "kind", "colour", "pattern", "price", "shop"];

    /// <summary>The listing as text: a header and a line an item, prices in whole units with two decimals.</summary>
    public static string Write(IEnumerable<CatalogueItem> items)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n" }, true))
        {
            csv.WriteHeader(Header);
            foreach (var item in items)
            {
                var (kind, colour, pattern) = item.Combination;
                var price = (item.Price / 100m).ToString("F2", CultureInfo.InvariantCulture);
                csv.WriteRecord([item.Key, item.Title, kind.Word(), colour.Word(), pattern.Word(), price, item.Shop]);
            }
        }

        return text.ToString();
    }

    /// <summary>The keys of a listing, in its order.</summary>
    public static IReadOnlyList<string> ReadKeys(string listing)
    {
        using var text = new StringReader(listing);
        using var csv = CsvReader.Create(text);
        var keys = new List<string>();
        while (csv.Read())
        {
            keys.Add(csv.GetString("key"));
        }

        return keys;
    }
}
