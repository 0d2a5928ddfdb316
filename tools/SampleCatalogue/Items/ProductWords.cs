namespace Cluster.SampleCatalogue.Items;

/// <summary>The English words of kinds, colours and patterns, as they stand in <c>catalogue.csv</c> and in queries.</summary>
public static class ProductWords
{
    /// <summary>The kind's noun: <c>t-shirt</c>, <c>mug</c>.</summary>
    public static string Word(this ProductKind kind) => kind == ProductKind.TShirt ? "t-shirt" : kind.ToString().ToLowerInvariant();

    /// <summary>The colour's name.</summary>
    public static string Word(this ProductColour colour) => colour.ToString().ToLowerInvariant();

    /// <summary>The pattern's adjective.</summary>
    public static string Word(this ProductPattern pattern) => pattern == ProductPattern.TwoTone ? "two-tone" : pattern.ToString().ToLowerInvariant();

    /// <summary>The combination as a person would ask for it: <c>red striped mug</c>, <c>red mug</c> for a plain one.</summary>
    public static string Words(this Combination combination) => combination.Pattern == ProductPattern.Plain
        ? $"{combination.Colour.Word()} {combination.Kind.Word()}"
        : $"{combination.Colour.Word()} {combination.Pattern.Word()} {combination.Kind.Word()}";
}
