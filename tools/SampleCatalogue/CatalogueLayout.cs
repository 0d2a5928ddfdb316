namespace Cluster.SampleCatalogue;

/// <summary>Where things lie in a catalogue's folder.</summary>
public static class CatalogueLayout
{
    /// <summary>The folder of the pictures: the root of a corpus whose keys are those of <c>catalogue.csv</c>.</summary>
    public static string Images(string folder) => Path.Combine(folder, "images");

    /// <summary>The listing: key, title, kind, colour, pattern, price, shop.</summary>
    public static string Listing(string folder) => Path.Combine(folder, "catalogue.csv");

    /// <summary>What the pictures there were drawn from; pictures of another origin are drawn anew.</summary>
    internal static string Origin(string folder) => Path.Combine(folder, "origin.txt");

    /// <summary>The picture of a key.</summary>
    public static string Image(string folder, string key) => Path.Combine(Images(folder), key.Replace('/', Path.DirectorySeparatorChar));
}
