namespace Cluster.Domain.Classification;

/// <summary>Sentences around the name of a class. Encoders learnt from captions, and a bare word is none.</summary>
public static class PromptTemplates
{
    /// <summary>Where the name goes.</summary>
    public const string Place = "{}";

    /// <summary>The name alone.</summary>
    public static IReadOnlyList<string> Plain { get; } = [Place];

    /// <summary>The usual one of the CLIP paper (Radford and others, 2021, section 3.1.4).</summary>
    public static IReadOnlyList<string> Photo { get; } = ["a photo of a {}."];

    /// <summary>The seven that the CLIP authors found to do most of what their eighty do.</summary>
    public static IReadOnlyList<string> Seven { get; } =
    [
        "itap of a {}.", "a bad photo of the {}.", "a origami {}.", "a photo of the large {}.", "a {} in a video game.", "art of the {}.", "a photo of the small {}.",
    ];

    /// <summary>Pictures of things for sale.</summary>
    public static IReadOnlyList<string> Product { get; } = ["a photo of a {}.", "a product photo of a {}.", "a {} on a white background.", "a person wearing or using a {}."];

    /// <summary>A template's sentence about <paramref name="name"/>.</summary>
    public static string Fill(string template, string name) => template.Replace(Place, name, StringComparison.Ordinal);

    /// <summary>A set by the name that users give: <c>plain</c>, <c>photo</c>, <c>seven</c>, <c>product</c>; null for another.</summary>
    public static IReadOnlyList<string>? ByName(string name) => name switch
    {
        "plain" => Plain,
        "photo" => Photo,
        "seven" => Seven,
        "product" => Product,
        _ => null,
    };
}
